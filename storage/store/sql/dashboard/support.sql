SELECT id, full_name FROM collaborator WHERE department = 'support' AND active = 1 ORDER BY full_name_key, id
