UPDATE operation_field SET has_result = 0, result = NULL, result_number = NULL WHERE sequence = :sequence
