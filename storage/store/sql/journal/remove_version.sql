DELETE FROM field_version WHERE record = :record AND field = :field
