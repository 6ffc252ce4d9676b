(
    k.row IN (SELECT rowid FROM contract_words WHERE contract_words MATCH :word)
    OR c.row IN (SELECT rowid FROM client_words WHERE client_words MATCH :word)
)
