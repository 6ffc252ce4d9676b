UPDATE conflict SET open = 0 WHERE id = :id AND number <= :number
