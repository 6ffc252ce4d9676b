SELECT
    (SELECT count(*) FROM operation WHERE state IN (1, 2)) AS operations,
    (SELECT count(*) FROM conflict WHERE open = 1) AS conflicts,
    (SELECT count(*) FROM returned WHERE author = :me AND dismissed = 0) AS returned
