SELECT 'device' WHERE (SELECT count(*) FROM device) <> 1
