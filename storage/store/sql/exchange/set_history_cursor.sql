UPDATE device SET history_cursor = min(:cursor, history_end)
