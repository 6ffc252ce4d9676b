UPDATE returned SET dismissed = 1 WHERE operation = :operation AND handed_over = 2
