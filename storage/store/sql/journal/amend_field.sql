UPDATE operation_field SET before = :before, after = :after, base_number = :base_number, base_operation = NULL
WHERE sequence = :sequence AND field = :field
