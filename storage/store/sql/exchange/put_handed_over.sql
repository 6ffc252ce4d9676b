INSERT INTO returned (operation, author, code, rule, text, at, handed_over)
VALUES (:operation, :author, :code, :rule, :text, :at, 2)
ON CONFLICT (operation) DO NOTHING
