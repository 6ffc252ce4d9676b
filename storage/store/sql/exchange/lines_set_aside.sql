SELECT count(*) FROM set_aside
