SELECT name, tbl_name, rootpage FROM sqlite_schema WHERE type = 'index' AND rootpage <> 0 ORDER BY rootpage
