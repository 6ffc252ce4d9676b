SELECT
    (SELECT count(*) FROM operation WHERE state IN (1, 2)) AS operations,
    (SELECT count(*) FROM conflict AS c
     WHERE open = 1 AND NOT EXISTS (
         SELECT 1
         FROM operation_settles AS s
         JOIN operation AS o ON o.sequence = s.sequence
         JOIN operation_field AS f ON f.sequence = o.sequence
         WHERE s.operation = c.operation AND o.record = c.record AND f.field = c.field AND o.state <> 6
     )) AS conflicts,
    (SELECT count(*) FROM returned
     WHERE dismissed = 0 AND CASE handed_over
         WHEN 0 THEN author = :me
         ELSE EXISTS (SELECT 1 FROM collaborator WHERE id = :me AND department = 'gestion' AND active = 1)
     END) AS returned
