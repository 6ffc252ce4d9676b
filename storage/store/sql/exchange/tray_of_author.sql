-- What came back to someone and the server has not been told of.
SELECT operation, code, rule, text, at, handed_over
FROM returned
WHERE author = :author AND dismissed = 0 AND handed_over < 2
ORDER BY at, operation
