SELECT EXISTS (
    SELECT 1
    FROM operation AS o
    JOIN operation_field AS f ON f.sequence = o.sequence
    WHERE o.record = :record AND f.field = :field AND o.sequence > :seen AND o.state <> 6
)
