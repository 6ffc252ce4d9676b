-- Without those that they have created here and not sent. To hand these on would have to wait for them, and so would the
-- end of their access: what they had not sent goes to management instead.
-- States 1 and 2 are what the index holds; of these only 1 has not left.
SELECT id FROM client
WHERE commercial = :commercial AND withdrawn = 0 AND id NOT IN (
    SELECT record FROM operation INDEXED BY operation_queue
    WHERE author = :commercial AND state IN (1, 2) AND state = 1 AND creates = 1)
ORDER BY full_name_key, id
