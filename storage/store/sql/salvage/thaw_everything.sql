-- Also what bears the name of a batch whose row is lost.
UPDATE operation SET state = 1, batch = NULL WHERE state = 2
