SELECT id, created_by IS :me AS own, folded FROM payment WHERE row = :row
