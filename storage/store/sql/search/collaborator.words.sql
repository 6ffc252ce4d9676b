SELECT folded FROM collaborator WHERE row = :row
