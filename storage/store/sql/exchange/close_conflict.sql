UPDATE conflict SET open = 0 WHERE id = :id
