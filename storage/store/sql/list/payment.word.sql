(
    y.row IN (SELECT rowid FROM payment_words WHERE payment_words MATCH :word)
    OR c.row IN (SELECT rowid FROM client_words WHERE client_words MATCH :word)
)
