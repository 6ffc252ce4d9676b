UPDATE operation SET state = 1 WHERE state = 0
