SELECT row, folded FROM client WHERE id = :id
