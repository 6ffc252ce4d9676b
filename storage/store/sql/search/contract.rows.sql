-- The newest first, which the index gives as they are asked for.
SELECT rowid FROM contract_words WHERE contract_words MATCH :match ORDER BY rowid DESC
