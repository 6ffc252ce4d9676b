UPDATE device SET handed_over_cursor = :cursor
