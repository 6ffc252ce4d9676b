DELETE FROM collaborator WHERE id = :id
RETURNING row
