INSERT INTO operation_field (
    sequence, field, before, after, base_number, base_operation, has_result, result, result_number
) VALUES (
    :sequence, :field, :before, :after, :base_number, :base_operation, :has_result, :result, :result_number
)
