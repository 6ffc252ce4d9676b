SELECT field, before, after, base_number, base_operation
FROM operation_field
WHERE sequence = :sequence
ORDER BY field
