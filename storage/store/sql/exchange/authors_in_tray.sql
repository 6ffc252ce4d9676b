-- Whose edits came back here, and the server has not been told of.
SELECT DISTINCT author FROM returned WHERE dismissed = 0 AND handed_over < 2
