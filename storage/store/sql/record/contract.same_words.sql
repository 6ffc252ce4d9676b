SELECT folded = :folded FROM contract WHERE id = :id
