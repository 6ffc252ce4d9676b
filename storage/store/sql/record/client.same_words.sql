SELECT folded = :folded FROM client WHERE id = :id
