SELECT id FROM event
