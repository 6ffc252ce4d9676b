-- What management was given here and the server does not know yet.
SELECT operation, code, rule, text, at, handed_over
FROM returned
WHERE dismissed = 0 AND handed_over = 1
ORDER BY at, operation
