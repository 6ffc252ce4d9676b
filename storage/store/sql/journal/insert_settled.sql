INSERT OR IGNORE INTO operation_settles (sequence, operation) VALUES (:sequence, :operation)
