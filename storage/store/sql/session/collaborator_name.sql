SELECT full_name FROM collaborator WHERE id = :id
