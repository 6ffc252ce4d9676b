INSERT INTO tally_event (day, support, events, minutes)
SELECT c.day, c.support, sum(c.events), sum(c.minutes)
FROM event AS r
JOIN counted_event AS c ON c.id = r.id
WHERE r.row BETWEEN :first AND :last
GROUP BY c.day, c.support
ON CONFLICT (day, support) DO UPDATE SET
    events = events + excluded.events, minutes = minutes + excluded.minutes
