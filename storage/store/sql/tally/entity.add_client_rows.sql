-- Clients that are there since now: rows :first to :last. As counted_entity counts them; of that view SQLite would read every row.
UPDATE tally_entity SET
    standing = standing + (SELECT count(*) FROM client WHERE row BETWEEN :first AND :last AND withdrawn = 0),
    revision = revision + 1
WHERE entity = 'client'
