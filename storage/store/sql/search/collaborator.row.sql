SELECT id, id = :me AS own, folded FROM collaborator WHERE row = :row
