SELECT id FROM client
