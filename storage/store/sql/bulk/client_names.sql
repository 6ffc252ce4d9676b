SELECT id, full_name, company FROM client WHERE withdrawn = 0
