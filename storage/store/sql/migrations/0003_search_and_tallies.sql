-- Search as one types, lists of a million rows, and figures that are kept instead of counted.
-- What is derived of the rows that are there already is made again after this (records.hpp, derive_again).

-- The words of a record in the columns that rank them. Words come folded and cut, with a blank between, so that the
-- simplest tokenizer finds them again. No content: the row keeps `folded`, one line a column, which is what the index
-- was told and has to be told again to forget it. No positions: nobody asks for phrases.
DROP TABLE collaborator_words;
DROP TABLE client_words;
DROP TABLE contract_words;
DROP TABLE payment_words;
DROP TABLE event_words;
CREATE VIRTUAL TABLE collaborator_words USING fts5 (name, reach,
    content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3');
CREATE VIRTUAL TABLE client_words USING fts5 (name, company, reach, notes,
    content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3');
CREATE VIRTUAL TABLE contract_words USING fts5 (name, notes,
    content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3');
CREATE VIRTUAL TABLE payment_words USING fts5 (notes,
    content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3');
CREATE VIRTUAL TABLE event_words USING fts5 (name, venue, reach, notes,
    content = '', columnsize = 0, detail = column, tokenize = 'ascii', prefix = '1 2 3');
UPDATE collaborator SET folded = '';
UPDATE client SET folded = '';
UPDATE contract SET folded = '';
UPDATE payment SET folded = '';
UPDATE event SET folded = '';

-- Every word that a typing error may stand for. Words stay when the last record that had them changes.
CREATE TABLE vocabulary (
    number INTEGER PRIMARY KEY,
    word   TEXT    NOT NULL UNIQUE
) STRICT;

-- The day on which the event starts where it takes place, in days since 1970.
ALTER TABLE event ADD COLUMN start_day INTEGER NOT NULL DEFAULT 0;

-- Figures, kept in the transaction of the row (internal/tallies.hpp). A view says what one record adds to them, and is
-- all that keeping them, making them again and verifying them know. x'' stands for nobody.
CREATE TABLE tally_entity (
    entity   TEXT    NOT NULL PRIMARY KEY,
    standing INTEGER NOT NULL DEFAULT 0, -- not withdrawn
    revision INTEGER NOT NULL DEFAULT 0  -- grows with each row that is written
) STRICT, WITHOUT ROWID;
INSERT INTO tally_entity (entity) VALUES ('collaborator'), ('client'), ('contract'), ('payment'), ('event');
CREATE VIEW counted_entity (entity, id) AS
SELECT 'collaborator', id FROM collaborator
UNION ALL SELECT 'client', id FROM client WHERE withdrawn = 0
UNION ALL SELECT 'contract', id FROM contract WHERE withdrawn = 0
UNION ALL SELECT 'payment', id FROM payment
UNION ALL SELECT 'event', id FROM event WHERE withdrawn = 0;

CREATE TABLE tally_client (
    commercial BLOB    NOT NULL,
    contacted  TEXT    NOT NULL, -- the last contact, or else the first
    clients    INTEGER NOT NULL,
    PRIMARY KEY (commercial, contacted)
) STRICT, WITHOUT ROWID;
CREATE VIEW counted_client (id, commercial, contacted, clients) AS
SELECT id, commercial, coalesce(last_contact, first_contact), 1 FROM client WHERE withdrawn = 0;

CREATE TABLE tally_contract (
    commercial BLOB    NOT NULL, -- the client's
    month      TEXT    NOT NULL, -- of the signature; empty: not signed
    currency   TEXT    NOT NULL,
    contracts  INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    unpaid     INTEGER NOT NULL, -- contracts of which something remains to be paid
    remaining  INTEGER NOT NULL, -- credits left out
    PRIMARY KEY (commercial, month, currency)
) STRICT, WITHOUT ROWID;
CREATE VIEW counted_contract (id, client, commercial, month, currency, contracts, total, unpaid, remaining) AS
SELECT
    k.id, k.client, coalesce(c.commercial, x''), coalesce(substr(k.signed_on, 1, 7), ''), k.currency, 1, k.total,
    k.paid_minor < k.total, max(k.total - k.paid_minor, 0)
FROM contract AS k
LEFT JOIN client AS c ON c.id = k.client
WHERE k.withdrawn = 0;

CREATE TABLE tally_event (
    day     INTEGER NOT NULL,
    support BLOB    NOT NULL,
    events  INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (day, support)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_event_by_support ON tally_event (support, day, events);
CREATE VIEW counted_event (id, day, support, events, minutes) AS
SELECT id, start_day, coalesce(support, x''), 1, (ends_at - starts_at) / 60000
FROM event
WHERE cancelled = 0 AND withdrawn = 0;

-- Lists walk these without looking at the rows.
DROP INDEX client_by_name;
DROP INDEX client_by_commercial;
DROP INDEX contract_by_creation;
DROP INDEX contract_unsigned;
DROP INDEX event_by_start;
DROP INDEX event_by_title;
CREATE INDEX client_by_name ON client (full_name_key, id) WHERE withdrawn = 0;
CREATE INDEX client_by_company ON client (company_key, id) WHERE withdrawn = 0 AND company_key IS NOT NULL;
CREATE INDEX client_by_contact ON client (commercial, coalesce(last_contact, first_contact)) WHERE withdrawn = 0;
CREATE INDEX client_by_commercial ON client (commercial);
CREATE INDEX contract_by_creation ON contract (created_on, id) WHERE withdrawn = 0;
CREATE INDEX contract_unsigned ON contract (created_on, id) WHERE signed_on IS NULL AND withdrawn = 0;
CREATE INDEX event_by_start ON event (starts_at, id);
CREATE INDEX event_by_day ON event (starts_at, id) WHERE withdrawn = 0;
CREATE INDEX event_by_title ON event (title_key, id) WHERE withdrawn = 0;
UPDATE device SET unicode_version = '';
