SELECT title FROM event WHERE id = :id
