-- The first form of the file. Names of tables and columns are those of core/model/field.cpp.
--
-- row:            what the word index refers to; local to this file.
-- created_number: the server's number of the creation; null until it is confirmed.
-- …_key:          bytes that sort as French readers do.
-- folded:         every text of the row without case and accents, for the word index.

CREATE TABLE collaborator (
    row                  INTEGER PRIMARY KEY,
    id                   BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    created_by           BLOB,
    created_number       INTEGER,
    full_name            TEXT    NOT NULL,
    email                TEXT    NOT NULL,
    phone                TEXT,
    department           TEXT    NOT NULL CHECK (department IN ('gestion', 'commercial', 'support')),
    active               INTEGER NOT NULL CHECK (active IN (0, 1)),
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    language             TEXT    NOT NULL,
    full_name_key        BLOB    NOT NULL,
    email_normal         TEXT    NOT NULL,
    phone_e164           TEXT,
    folded               TEXT    NOT NULL
) STRICT;
-- Not unique: a pulled row must never be blocked. The command checks.
CREATE INDEX collaborator_by_email ON collaborator (email_normal);
CREATE INDEX collaborator_by_name ON collaborator (full_name_key, id);

CREATE TABLE client (
    row            INTEGER PRIMARY KEY,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    created_by     BLOB,
    created_number INTEGER,
    full_name      TEXT    NOT NULL,
    email          TEXT,
    phone          TEXT,
    company        TEXT,
    first_contact  TEXT    NOT NULL,
    last_contact   TEXT,
    commercial     BLOB    NOT NULL REFERENCES collaborator (id) DEFERRABLE INITIALLY DEFERRED,
    notes          TEXT,
    withdrawn      INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    full_name_key  BLOB    NOT NULL,
    company_key    BLOB,
    email_normal   TEXT,
    phone_e164     TEXT,
    folded         TEXT    NOT NULL
) STRICT;
CREATE INDEX client_by_name ON client (full_name_key, id);
CREATE INDEX client_by_commercial ON client (commercial);
CREATE INDEX client_by_email ON client (email_normal);
CREATE INDEX client_by_phone ON client (phone_e164);

CREATE TABLE contract (
    row            INTEGER PRIMARY KEY,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    created_by     BLOB,
    created_number INTEGER,
    number         TEXT,
    client         BLOB    NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    total          INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    created_on     TEXT    NOT NULL,
    signed_on      TEXT,
    notes          TEXT,
    withdrawn      INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    provisional    TEXT    NOT NULL,
    shown_number   TEXT    NOT NULL,
    folded         TEXT    NOT NULL,
    -- Payments less reversals, kept by whoever writes a payment, in the same transaction.
    paid_minor     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX contract_by_client ON contract (client);
CREATE INDEX contract_by_number ON contract (shown_number);
CREATE INDEX contract_by_provisional ON contract (provisional);
CREATE INDEX contract_by_creation ON contract (created_on, id);
CREATE INDEX contract_unsigned ON contract (created_on, id) WHERE signed_on IS NULL;

CREATE TABLE payment (
    row            INTEGER PRIMARY KEY,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    created_by     BLOB,
    created_number INTEGER,
    contract       BLOB    NOT NULL REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED,
    amount         INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    received_on    TEXT    NOT NULL,
    method         TEXT,
    note           TEXT,
    reverses       BLOB    REFERENCES payment (id) DEFERRABLE INITIALLY DEFERRED,
    folded         TEXT    NOT NULL
) STRICT;
CREATE INDEX payment_by_contract ON payment (contract, amount);
CREATE INDEX payment_by_date ON payment (received_on, id);
CREATE INDEX payment_by_reversed ON payment (reverses) WHERE reverses IS NOT NULL;

CREATE TABLE event (
    row            INTEGER PRIMARY KEY,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    created_by     BLOB,
    created_number INTEGER,
    title          TEXT    NOT NULL,
    contract       BLOB    NOT NULL REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED,
    contact_name   TEXT,
    contact_phone  TEXT,
    contact_email  TEXT,
    starts_at      INTEGER NOT NULL,
    ends_at        INTEGER NOT NULL,
    time_zone      TEXT    NOT NULL,
    support        BLOB    REFERENCES collaborator (id) DEFERRABLE INITIALLY DEFERRED,
    venue_name     TEXT,
    venue_address  TEXT,
    attendees      INTEGER,
    notes          TEXT,
    cancelled      INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    withdrawn      INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    title_key      BLOB    NOT NULL,
    venue_name_key BLOB,
    folded         TEXT    NOT NULL
) STRICT;
CREATE INDEX event_by_contract ON event (contract);
CREATE INDEX event_by_start ON event (starts_at, id);
CREATE INDEX event_by_end ON event (ends_at);
CREATE INDEX event_by_title ON event (title_key, id);
CREATE INDEX event_by_support ON event (support, starts_at);

-- The word index, one per entity. Words come folded, so the tokenizer leaves accents alone. No triggers keep it:
-- connections trust no schema (PRAGMA trusted_schema), so whoever writes a row writes its words.
CREATE VIRTUAL TABLE collaborator_words USING fts5 (folded, content = 'collaborator', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE client_words USING fts5 (folded, content = 'client', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE contract_words USING fts5 (folded, content = 'contract', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE payment_words USING fts5 (folded, content = 'payment', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE event_words USING fts5 (folded, content = 'event', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');

-- The journal: every operation, ours and pulled, in the order in which this file met it. History, undo and
-- what is to be pushed are read from it. state: 0 local (no server), 1 pending, 2 sent, 3 confirmed, 4 merged,
-- 5 conflict, 6 refused. `number` is the server's.
CREATE TABLE operation (
    sequence INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    group_id BLOB    NOT NULL,
    position INTEGER NOT NULL,
    command  TEXT    NOT NULL,
    entity   TEXT    NOT NULL,
    record   BLOB    NOT NULL,
    creates  INTEGER NOT NULL CHECK (creates IN (0, 1)),
    author   BLOB    NOT NULL,
    device   BLOB    NOT NULL,
    stamp    INTEGER NOT NULL,
    state    INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    number   INTEGER,
    batch    BLOB,
    seal     TEXT
) STRICT;
CREATE INDEX operation_by_record ON operation (record, sequence);
CREATE INDEX operation_by_group ON operation (group_id);
CREATE INDEX operation_by_batch ON operation (batch) WHERE batch IS NOT NULL;
CREATE INDEX operation_waiting ON operation (record, sequence) WHERE state IN (1, 2);
CREATE INDEX operation_queue ON operation (author, sequence) WHERE state IN (1, 2);

-- Values in their exact text (core/model/record.hpp, wire_text). `field` is the name within the entity, so that
-- fields of a newer program are kept. base: the server's number, or the own operation, whose value the author saw.
-- result: what stood afterwards where that is not `after`.
CREATE TABLE operation_field (
    sequence       INTEGER NOT NULL REFERENCES operation (sequence),
    field          TEXT    NOT NULL,
    before         TEXT,
    after          TEXT,
    base_number    INTEGER NOT NULL,
    base_operation BLOB,
    has_result     INTEGER NOT NULL DEFAULT 0,
    result         TEXT,
    result_number  INTEGER,
    PRIMARY KEY (sequence, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_field_by_base ON operation_field (base_operation) WHERE base_operation IS NOT NULL;

-- The server's number of a field's confirmed value, where it is not that of the creation.
CREATE TABLE field_version (
    record BLOB    NOT NULL,
    field  TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

-- The confirmed value of each field that a pending operation covers; its number is in field_version.
CREATE TABLE shadow (
    record BLOB NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
    id            BLOB    NOT NULL PRIMARY KEY,
    entity        TEXT    NOT NULL,
    record        BLOB    NOT NULL,
    field         TEXT    NOT NULL,
    operation     BLOB    NOT NULL,
    author        BLOB    NOT NULL,
    base          TEXT,
    mine          TEXT,
    theirs        TEXT,
    theirs_author BLOB    NOT NULL,
    number        INTEGER NOT NULL,
    open          INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_open ON conflict (record) WHERE open = 1;

-- The tray: operations that the server did not take. Their content is in the journal.
CREATE TABLE returned (
    operation BLOB    NOT NULL PRIMARY KEY,
    author    BLOB    NOT NULL,
    code      TEXT    NOT NULL,
    rule      TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX returned_tray ON returned (author) WHERE dismissed = 0;

-- The batch that was frozen before it was sent; one at most. Its operations bear its id.
CREATE TABLE batch (
    id       BLOB NOT NULL PRIMARY KEY,
    hash     TEXT NOT NULL,
    fence    TEXT NOT NULL,
    author   BLOB NOT NULL,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- This copy of the file. One row.
CREATE TABLE device (
    only             INTEGER PRIMARY KEY CHECK (only = 1),
    device           BLOB    NOT NULL,
    joined           INTEGER NOT NULL DEFAULT 0 CHECK (joined IN (0, 1)),
    server_id        TEXT    NOT NULL DEFAULT '',
    invitation       TEXT    NOT NULL DEFAULT '',
    epoch            INTEGER NOT NULL DEFAULT 0,
    fence            TEXT    NOT NULL DEFAULT '',
    cursor           INTEGER NOT NULL DEFAULT 0,
    chain_hash       TEXT    NOT NULL DEFAULT '',
    clock_offset_ms  INTEGER NOT NULL DEFAULT 0,
    last_exchange_ms INTEGER,
    last_stamp       INTEGER NOT NULL DEFAULT 0,
    bootstrapped     INTEGER NOT NULL DEFAULT 0 CHECK (bootstrapped IN (0, 1)),
    bootstrap        TEXT    NOT NULL DEFAULT '',
    -- Which tables of Unicode the keys and folded texts of this file were made with.
    unicode_version  TEXT    NOT NULL
) STRICT;

-- What belongs to one person, sealed to their slot by the vault.
CREATE TABLE credential (
    collaborator BLOB NOT NULL PRIMARY KEY,
    sealed       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Numbers of contracts that a file without a server issues.
CREATE TABLE contract_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    person   BLOB    NOT NULL,
    form     TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (person, form)
) STRICT, WITHOUT ROWID;
