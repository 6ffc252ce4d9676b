-- What management has answered on this file.
SELECT operation FROM returned WHERE handed_over = 2 AND dismissed = 1
