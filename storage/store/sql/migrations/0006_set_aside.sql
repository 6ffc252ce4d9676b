-- Lines of the server's log that this program could not take, by their number: the rest went on without them.
CREATE TABLE set_aside (
    number INTEGER PRIMARY KEY,
    reason TEXT    NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
