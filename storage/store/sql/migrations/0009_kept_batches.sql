-- The newest batches of the server's log as it gave them, with its seals: what a server that was restored from a backup has
-- lost comes back from here, word for word.
CREATE TABLE kept_batch (
    last_number INTEGER PRIMARY KEY,
    chain       TEXT NOT NULL,
    document    TEXT NOT NULL
) STRICT;
