INSERT INTO action (id, author, kind, origin, command) VALUES (:id, :author, :kind, :origin, :command)
