SELECT EXISTS (SELECT 1 FROM contract WHERE client = :client AND withdrawn = 0)
