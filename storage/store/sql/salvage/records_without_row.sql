-- Records whose creation the journal tells and whose row is lost.
SELECT o.entity, o.record, o.author, o.number
FROM operation AS o
WHERE o.creates = 1 AND o.state <> 6
    AND NOT EXISTS (SELECT 1 FROM collaborator AS r WHERE r.id = o.record)
    AND NOT EXISTS (SELECT 1 FROM client AS r WHERE r.id = o.record)
    AND NOT EXISTS (SELECT 1 FROM contract AS r WHERE r.id = o.record)
    AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.id = o.record)
    AND NOT EXISTS (SELECT 1 FROM event AS r WHERE r.id = o.record)
ORDER BY o.sequence
