UPDATE returned SET dismissed = 1 WHERE operation = :operation
