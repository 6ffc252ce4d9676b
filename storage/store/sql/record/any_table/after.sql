-- What has anything from after this number of the log, whether the line is in the journal or came with a page; and what
-- stands under a number that the journal has of another record: it was fetched, the server was restored once more, and
-- the number was given again.
WITH others AS (
    SELECT v.record AS id
    FROM field_version AS v
    JOIN operation AS o ON o.number = v.number AND o.record <> v.record AND o.state IN (3, 4, 5)
    UNION ALL
    SELECT r.id
    FROM {table} AS r
    JOIN operation AS o ON o.number = r.created_number AND o.record <> r.id AND o.state IN (3, 4, 5)
)
SELECT id FROM {table}
WHERE created_number > :number
    OR id IN (SELECT record FROM field_version WHERE number > :number)
    OR id IN (SELECT id FROM others)
