-- A creation that came back may have been sent again under the same record.
SELECT id, state, author FROM operation WHERE record = :record AND creates = 1 AND state <> 6 ORDER BY sequence LIMIT 1
