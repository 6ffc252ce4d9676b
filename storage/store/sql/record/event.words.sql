SELECT row, folded FROM event WHERE id = :id
