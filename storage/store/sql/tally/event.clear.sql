DELETE FROM tally_event
