SELECT folded = :folded FROM collaborator WHERE id = :id
