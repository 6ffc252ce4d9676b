SELECT id FROM operation WHERE batch = :batch ORDER BY sequence
