-- A line of the server's log may be empty: its author wrote what somebody else had written already.
SELECT o.command
FROM operation AS o
WHERE o.number IS NULL AND NOT EXISTS (SELECT 1 FROM operation_field AS f WHERE f.sequence = o.sequence)
