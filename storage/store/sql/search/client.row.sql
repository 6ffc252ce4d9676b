SELECT id, commercial = :me AS own, folded FROM client WHERE row = :row AND withdrawn = 0
