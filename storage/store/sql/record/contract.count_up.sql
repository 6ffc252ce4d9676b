INSERT INTO contract_counter (year, last) VALUES (:year, :last)
ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last)
