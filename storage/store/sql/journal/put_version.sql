INSERT INTO field_version (record, field, number) VALUES (:record, :field, :number)
ON CONFLICT (record, field) DO UPDATE SET number = max(number, excluded.number)
