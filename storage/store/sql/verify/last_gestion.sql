-- A file that is joining knows nobody yet.
SELECT 'gestion'
WHERE EXISTS (SELECT 1 FROM collaborator)
    AND NOT EXISTS (SELECT 1 FROM collaborator WHERE department = 'gestion' AND active = 1)
