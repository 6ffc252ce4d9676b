SELECT row, folded FROM collaborator WHERE id = :id
