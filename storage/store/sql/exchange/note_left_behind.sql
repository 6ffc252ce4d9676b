UPDATE returned SET handed_over = 2 WHERE author = :author AND dismissed = 0
