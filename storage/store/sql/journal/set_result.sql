UPDATE operation_field SET has_result = 1, result = :result, result_number = :number
WHERE sequence = :sequence AND field = :field
