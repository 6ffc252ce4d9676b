e.row IN (
    SELECT rowid FROM event_words WHERE event_words MATCH :word
    UNION
    SELECT found.row
    FROM client_words AS w
    CROSS JOIN client AS whose ON whose.row = w.rowid
    CROSS JOIN contract AS between_them ON between_them.client = whose.id
    CROSS JOIN event AS found ON found.contract = between_them.id
    WHERE w.client_words MATCH :word
)
