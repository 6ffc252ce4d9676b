UPDATE returned SET handed_over = 2 WHERE operation = :operation AND handed_over = 1
