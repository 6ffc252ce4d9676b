UPDATE operation_field SET base_number = :base_number, base_operation = :base_operation
WHERE sequence = :sequence AND field = :field
