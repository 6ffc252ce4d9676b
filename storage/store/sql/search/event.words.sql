SELECT folded FROM event WHERE row = :row
