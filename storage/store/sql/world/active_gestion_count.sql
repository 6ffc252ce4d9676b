SELECT count(*) FROM collaborator WHERE department = 'gestion' AND active = 1
