SELECT operation, code, rule, text, at FROM returned WHERE author = :author AND dismissed = 0 ORDER BY at, operation
