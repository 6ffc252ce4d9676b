k.row IN (
    SELECT rowid FROM contract_words WHERE contract_words MATCH :word
    UNION
    SELECT found.row
    FROM client_words AS w
    CROSS JOIN client AS whose ON whose.row = w.rowid
    CROSS JOIN contract AS found ON found.client = whose.id
    WHERE w.client_words MATCH :word
)
