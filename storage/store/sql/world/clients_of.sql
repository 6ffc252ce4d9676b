SELECT id FROM client WHERE commercial = :commercial AND withdrawn = 0 ORDER BY full_name_key, id
