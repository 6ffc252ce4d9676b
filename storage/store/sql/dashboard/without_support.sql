SELECT coalesce(sum(events), 0) FROM tally_event WHERE support = x'' AND day >= :today
