-- The row that knew the server is lost; the journal shows that there was one.
UPDATE device SET joined = 1 WHERE EXISTS (SELECT 1 FROM operation WHERE state <> 0)
