INSERT INTO returned (operation, author, code, rule, text, at) VALUES (:operation, :author, :code, :rule, :text, :at)
ON CONFLICT (operation) DO UPDATE SET code = excluded.code, rule = excluded.rule, text = excluded.text
