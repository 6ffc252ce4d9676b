UPDATE conflict SET open = 0 WHERE open = 1
