SELECT folded = :folded FROM event WHERE id = :id
