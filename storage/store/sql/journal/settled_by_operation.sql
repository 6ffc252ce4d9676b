SELECT operation FROM operation_settles WHERE sequence = :sequence ORDER BY operation
