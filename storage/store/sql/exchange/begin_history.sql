-- Only where nothing of the log is here yet.
UPDATE device SET history_cursor = 0, history_end = :end
WHERE NOT EXISTS (SELECT 1 FROM operation WHERE number IS NOT NULL)
