INSERT INTO shadow (record, field, value, number) VALUES (:record, :field, :value, :number)
ON CONFLICT (record, field) DO NOTHING
