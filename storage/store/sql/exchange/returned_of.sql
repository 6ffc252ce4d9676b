-- The tray of one person: their own edits, and for management those that were handed over.
SELECT operation, code, rule, text, at, handed_over
FROM returned
WHERE dismissed = 0 AND CASE handed_over
    WHEN 0 THEN author = :author
    ELSE EXISTS (SELECT 1 FROM collaborator WHERE id = :author AND department = 'gestion' AND active = 1)
END
ORDER BY at, operation
