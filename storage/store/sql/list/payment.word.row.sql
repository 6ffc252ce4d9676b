(
    EXISTS (SELECT 1 FROM payment_words AS w WHERE w.payment_words MATCH :word AND w.rowid = y.row)
    OR EXISTS (SELECT 1 FROM client_words AS w WHERE w.client_words MATCH :word AND w.rowid = c.row)
)
