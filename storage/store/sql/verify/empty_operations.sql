SELECT o.command
FROM operation AS o
WHERE NOT EXISTS (SELECT 1 FROM operation_field AS f WHERE f.sequence = o.sequence)
