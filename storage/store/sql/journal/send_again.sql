UPDATE operation SET state = 1, number = NULL, seal = NULL, batch = NULL WHERE id = :id
