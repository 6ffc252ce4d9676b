UPDATE operation SET state = :state, number = :number, batch = NULL, seal = :seal WHERE id = :id
