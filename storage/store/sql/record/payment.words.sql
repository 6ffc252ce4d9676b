SELECT row, folded FROM payment WHERE id = :id
