UPDATE operation SET state = 1, batch = NULL
WHERE batch IN (SELECT id FROM batch WHERE author = :author) AND state = 2
