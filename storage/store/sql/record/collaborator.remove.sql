DELETE FROM collaborator WHERE id = :id
