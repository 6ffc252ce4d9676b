SELECT value, number FROM shadow WHERE record = :record AND field = :field
