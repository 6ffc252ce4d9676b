SELECT folded FROM payment WHERE row = :row
