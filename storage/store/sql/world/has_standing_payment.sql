SELECT EXISTS (
    SELECT 1
    FROM payment AS p
    WHERE p.contract = :contract AND p.reverses IS NULL
        AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses = p.id)
)
