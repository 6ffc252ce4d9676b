-- The server refused the creation, and it was taken back: the row comes from an older state of its page.
DELETE FROM {table}
WHERE id IN (SELECT record FROM operation WHERE creates = 1 AND state = 6)
    AND id NOT IN (SELECT record FROM operation WHERE creates = 1 AND state <> 6)
