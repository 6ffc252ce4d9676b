UPDATE operation SET state = 2, batch = :batch WHERE id = :id AND state = 1
