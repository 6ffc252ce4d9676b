INSERT INTO conflict (
    id, entity, record, field, operation, author, base, mine, theirs, theirs_author, number, open
) VALUES (
    :id, :entity, :record, :field, :operation, :author, :base, :mine, :theirs, :theirs_author, :number, 1
)
ON CONFLICT (id) DO UPDATE SET
    mine = excluded.mine, theirs = excluded.theirs, operation = excluded.operation, number = excluded.number
WHERE excluded.number >= number
