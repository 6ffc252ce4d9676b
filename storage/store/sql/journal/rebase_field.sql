-- What built on a refused operation now builds on what that one built on.
UPDATE operation_field SET base_number = :base_number, base_operation = :base_operation
WHERE base_operation = :refused AND field = :field
