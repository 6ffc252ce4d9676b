DELETE FROM shadow WHERE record = :record
