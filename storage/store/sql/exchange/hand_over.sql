UPDATE returned SET handed_over = 1 WHERE operation = :operation AND author = :me AND handed_over = 0 AND dismissed = 0
