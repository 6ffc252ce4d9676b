INSERT INTO tally_event (day, support, events, minutes)
SELECT day, support, :sign * events, :sign * minutes
FROM counted_event
WHERE id = :id
ON CONFLICT (day, support) DO UPDATE SET
    events = events + excluded.events, minutes = minutes + excluded.minutes
