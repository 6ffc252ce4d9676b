SELECT author, count(*), min(stamp) FROM operation WHERE state IN (1, 2) GROUP BY author ORDER BY min(sequence)
