UPDATE shadow SET value = :value WHERE record = :record AND field = :field
