SELECT name, type, "notnull", pk FROM pragma_table_xinfo(:table) ORDER BY cid
