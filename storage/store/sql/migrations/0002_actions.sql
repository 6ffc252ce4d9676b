-- Undo, saved views, and operations that settle a question.
--
-- An action is what one person did in one go on this file: the group of a command, or all the groups of an import.
-- kind: 0 done, 1 undone, 2 done again. origin: the action that this one takes back or repeats; for kind 0 itself.
CREATE TABLE action (
    sequence INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    author   BLOB    NOT NULL,
    kind     INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    origin   BLOB    NOT NULL,
    command  TEXT    NOT NULL
) STRICT;
CREATE INDEX action_by_author ON action (author, sequence);
CREATE INDEX action_by_origin ON action (origin, sequence);

-- The action of an operation, where that is more than its group; null for most.
ALTER TABLE operation ADD COLUMN action_id BLOB;
CREATE INDEX operation_by_action ON operation (action_id) WHERE action_id IS NOT NULL;

-- What people did so far can be undone too, but not that the file was founded.
INSERT INTO action (id, author, kind, origin, command)
SELECT group_id, author, 0, group_id, command
FROM operation
WHERE device = (SELECT device FROM device) AND state <> 6
    AND command NOT IN ('password.change', 'collaborator.reset_password')
    AND NOT (creates = 1 AND record = author)
GROUP BY group_id
ORDER BY min(sequence);

-- The operations whose questions about its record an operation settles.
CREATE TABLE operation_settles (
    sequence  INTEGER NOT NULL REFERENCES operation (sequence),
    operation BLOB    NOT NULL,
    PRIMARY KEY (sequence, operation)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_settles_which ON operation_settles (operation);

-- Lists under a name, each person's own. filters and columns: names with commas between; sort: a field, "-" before
-- it for descending.
CREATE TABLE saved_view (
    view      INTEGER PRIMARY KEY,
    person    BLOB    NOT NULL,
    entity    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    name_fold TEXT    NOT NULL,
    filters   TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    sort      TEXT    NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    columns   TEXT    NOT NULL,
    UNIQUE (person, entity, name_fold)
) STRICT;

CREATE TABLE saved_view_condition (
    view       INTEGER NOT NULL REFERENCES saved_view (view) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    field      TEXT    NOT NULL,
    comparison TEXT    NOT NULL,
    value      TEXT,
    PRIMARY KEY (view, position)
) STRICT, WITHOUT ROWID;

-- 0: in its author's tray; 1: handed over to management, the server does not know yet; 2: the server knows.
ALTER TABLE returned ADD COLUMN handed_over INTEGER NOT NULL DEFAULT 0 CHECK (handed_over IN (0, 1, 2));
