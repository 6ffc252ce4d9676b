UPDATE conflict SET open = 1 WHERE id = :id
