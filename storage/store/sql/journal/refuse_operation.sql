UPDATE operation SET state = 6, batch = NULL WHERE id = :id
