INSERT INTO shadow (record, field, value, number) VALUES (:record, :field, :value, :number)
ON CONFLICT (record, field) DO UPDATE SET value = excluded.value, number = excluded.number
