SELECT row, folded FROM contract WHERE id = :id
