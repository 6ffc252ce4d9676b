-- A file with a server issues no numbers itself.
SELECT k.number
FROM contract AS k, device AS d
LEFT JOIN contract_counter AS c ON c.year = CAST(substr(k.number, 1, 4) AS INTEGER)
WHERE d.joined = 0 AND k.number GLOB '[0-9][0-9][0-9][0-9]-[0-9]*'
    AND CAST(substr(k.number, 6) AS INTEGER) > coalesce(c.last, 0)
