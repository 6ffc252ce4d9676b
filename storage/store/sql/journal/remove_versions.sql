DELETE FROM field_version WHERE record = :record
