SELECT value FROM shadow WHERE record = :record AND field = :field
