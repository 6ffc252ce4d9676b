INSERT INTO credential (collaborator, sealed) VALUES (:collaborator, :sealed)
ON CONFLICT (collaborator) DO UPDATE SET sealed = excluded.sealed
