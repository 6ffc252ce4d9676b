-- From one commercial to another: the same one, or all there are.
SELECT coalesce(sum(clients), 0) FROM tally_client
WHERE commercial BETWEEN coalesce(:commercial, x'') AND coalesce(:commercial, x'ffffffffffffffffffffffffffffffffff')
    AND contacted <= :since
