SELECT id FROM client WHERE phone_e164 = :phone AND withdrawn = 0 ORDER BY row LIMIT 5
