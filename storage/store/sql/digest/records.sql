-- The records that others changed, those of the reader first, then the latest first. count: how many there are.
SELECT c.entity, c.record, c.created, count(*) OVER () AS total,
    CASE c.entity
        WHEN 'client' THEN EXISTS (SELECT 1 FROM client WHERE id = c.record AND commercial = :me)
        WHEN 'contract' THEN EXISTS (
            SELECT 1 FROM contract AS k JOIN client AS t ON t.id = k.client WHERE k.id = c.record AND t.commercial = :me
        )
        WHEN 'payment' THEN EXISTS (
            SELECT 1
            FROM payment AS p
            JOIN contract AS k ON k.id = p.contract
            JOIN client AS t ON t.id = k.client
            WHERE p.id = c.record AND t.commercial = :me
        )
        WHEN 'event' THEN EXISTS (
            SELECT 1
            FROM event AS e
            LEFT JOIN contract AS k ON k.id = e.contract
            LEFT JOIN client AS t ON t.id = k.client
            WHERE e.id = c.record AND (e.support = :me OR t.commercial = :me)
        )
        ELSE c.record = :me
    END AS own
FROM (
    SELECT entity, record, max(creates) AS created, max(sequence) AS last
    FROM operation
    WHERE sequence > :since AND sequence <= :until AND author <> :me AND state <> 6
        AND command NOT IN ('password.change', 'collaborator.reset_password')
    GROUP BY entity, record
) AS c
ORDER BY own DESC, c.last DESC
LIMIT :limit
