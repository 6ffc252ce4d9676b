-- Contracts that are there since now: rows :first to :last.
UPDATE tally_entity SET
    standing = standing + (
        SELECT count(*)
        FROM counted_entity AS c
        WHERE c.entity = 'contract' AND c.id IN (SELECT id FROM contract WHERE row BETWEEN :first AND :last)
    ),
    revision = revision + 1
WHERE entity = 'contract'
