SELECT folded = :folded FROM payment WHERE id = :id
