SELECT folded FROM client WHERE row = :row
