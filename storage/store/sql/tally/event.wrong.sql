SELECT day || ' ' || hex(support)
FROM tally_event AS kept
FULL JOIN (
    SELECT day, support, sum(events) AS events, sum(minutes) AS minutes
    FROM counted_event
    GROUP BY day, support
) AS rows USING (day, support)
WHERE coalesce(kept.events, 0) <> coalesce(rows.events, 0) OR coalesce(kept.minutes, 0) <> coalesce(rows.minutes, 0)
