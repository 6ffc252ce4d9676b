(
    e.row IN (SELECT rowid FROM event_words WHERE event_words MATCH :word)
    OR c.row IN (SELECT rowid FROM client_words WHERE client_words MATCH :word)
)
