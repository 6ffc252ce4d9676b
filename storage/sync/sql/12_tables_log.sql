-- The log of results and what merging needs to know about each field.

create table if not exists batch (
    id            varchar(32)     not null primary key,
    device        varchar(32)     not null,
    account       varchar(32)     not null,
    digest        varchar(64)     not null,   -- of the request: the same batch gets the same answer
    fence_before  varchar(32)     not null,
    epoch         int             not null,
    first_number  bigint unsigned,            -- null when nothing of it was applied
    last_number   bigint unsigned,
    chain         varchar(64)     not null,
    seal          varchar(64)     not null,
    answer        longtext        not null,
    at            bigint          not null,
    unique key batch_last_number (last_number)
) engine = innodb
//
create table if not exists operation_log (
    number     bigint unsigned not null primary key,
    operation  varchar(32)     not null,
    batch      varchar(32)     not null,
    group_id   varchar(32)     not null,
    position   int             not null,
    command    varchar(64)     not null,
    entity     varchar(16)     not null,
    record     varchar(32)     not null,
    kind       varchar(16)     not null,
    author     varchar(32)     not null,
    device     varchar(32)     not null,
    stamp      bigint unsigned not null,
    at         bigint          not null,
    fields     longtext        not null,   -- [[name, value], ...] as they now stand
    conflicts  longtext,                   -- null, or as in README.md
    settles    longtext,                   -- null, or [operation, ...] whose conflicts this one ends
    digest     varchar(64)     not null,
    unique key operation_once (operation),
    key operation_of_record (record, number)
) engine = innodb
//
create table if not exists record (
    id                 varchar(32)     not null primary key,
    entity             varchar(16)     not null,
    created_number     bigint unsigned not null,
    created_operation  varchar(32)     not null,
    created_by         varchar(32)     not null,
    created_stamp      bigint unsigned not null
) engine = innodb
//
-- Only for what has changed since its creation: a field without a row here has its record's created_number.
create table if not exists field_version (
    record     varchar(32)     not null,
    unit       varchar(32)     not null,
    number     bigint unsigned not null,
    operation  varchar(32)     not null,
    stamp      bigint unsigned not null,
    primary key (record, unit)
) engine = innodb
//
-- Two people wrote the same value: the later operation counts as having seen this number.
create table if not exists agreement (
    operation  varchar(32)     not null,
    unit       varchar(32)     not null,
    number     bigint unsigned not null,
    primary key (operation, unit)
) engine = innodb
//
create table if not exists conflict (
    operation      varchar(32)     not null,   -- whose values are `mine`
    unit           varchar(32)     not null,
    record         varchar(32)     not null,
    entity         varchar(16)     not null,
    author         varchar(32)     not null,
    base           varchar(32)     not null,
    mine           longtext        not null,   -- [[name, value], ...]
    theirs         longtext        not null,
    theirs_number  bigint unsigned not null,
    outcome        varchar(16)     not null,   -- won | lost | question | deleted
    number         bigint unsigned not null,   -- of the operation in the log
    settled_by     varchar(32),
    primary key (operation, unit),
    key conflict_of_record (record, unit),
    key conflict_number (number)
) engine = innodb
//
-- What is left of an operation whose line of the log is gone.
create table if not exists operation_known (
    operation  varchar(32)     not null primary key,
    number     bigint unsigned not null
) engine = innodb
