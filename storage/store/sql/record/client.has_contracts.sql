SELECT 1 FROM contract WHERE client = :client LIMIT 1
