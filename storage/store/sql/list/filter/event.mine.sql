(
    e.support = :me
    OR e.contract IN (
        SELECT mine.id FROM client AS own JOIN contract AS mine ON mine.client = own.id WHERE own.commercial = :me
    )
)
