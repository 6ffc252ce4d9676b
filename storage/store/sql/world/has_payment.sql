SELECT EXISTS (SELECT 1 FROM payment WHERE contract = :contract)
