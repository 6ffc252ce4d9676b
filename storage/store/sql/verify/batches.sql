-- What was sent belongs to the batch that was frozen, and a batch holds something.
SELECT o.command FROM operation AS o WHERE o.state = 2 AND o.batch NOT IN (SELECT id FROM batch)
UNION ALL
SELECT 'batch' FROM batch AS b WHERE NOT EXISTS (SELECT 1 FROM operation AS o WHERE o.batch = b.id)
