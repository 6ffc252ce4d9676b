UPDATE operation SET state = 1, batch = NULL WHERE batch = :batch AND state = 2
