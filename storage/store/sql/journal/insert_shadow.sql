INSERT INTO shadow (record, field, value) VALUES (:record, :field, :value)
ON CONFLICT (record, field) DO NOTHING
