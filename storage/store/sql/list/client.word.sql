c.row IN (SELECT rowid FROM client_words WHERE client_words MATCH :word)
