-- Up to where in this file's journal each person has seen what others did.
CREATE TABLE digest_mark (
    person   BLOB    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
