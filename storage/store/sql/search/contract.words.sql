SELECT folded FROM contract WHERE row = :row
