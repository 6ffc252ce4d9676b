(
    e.support = :me
    OR EXISTS (
        SELECT 1 FROM contract AS mine JOIN client AS own ON own.id = mine.client
        WHERE mine.id = e.contract AND own.commercial = :me
    )
)
