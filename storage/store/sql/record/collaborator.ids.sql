SELECT id FROM collaborator
