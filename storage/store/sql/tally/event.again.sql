INSERT INTO tally_event (day, support, events, minutes)
SELECT day, support, sum(events), sum(minutes)
FROM counted_event
GROUP BY day, support
