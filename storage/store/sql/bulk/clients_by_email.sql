SELECT id FROM client WHERE email_normal = :email AND withdrawn = 0 ORDER BY row
