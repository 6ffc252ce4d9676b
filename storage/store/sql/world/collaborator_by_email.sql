SELECT id FROM collaborator WHERE email_normal = :email ORDER BY active DESC, id LIMIT 1
