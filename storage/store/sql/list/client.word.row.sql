EXISTS (SELECT 1 FROM client_words AS w WHERE w.client_words MATCH :word AND w.rowid = c.row)
