-- The server itself: who it is, where its log stands, who has an account, what may be done.
-- Statements are separated by a line of two slashes. {definer} is the quoted account that owns the procedures.

create table if not exists server (
    only_row          tinyint      not null default 1 primary key,
    server_id         varchar(32)  not null,
    schema_version    int          not null,
    schema_oldest     int          not null,   -- the oldest laptop that is still served
    epoch             int          not null default 1,
    state             varchar(16)  not null default 'open',   -- open | restored
    secret            varchar(64)  not null,   -- seals acknowledged batches; never leaves this table
    installed_at      bigint       not null,
    constraint server_is_one check (only_row = 1)
) engine = innodb
//
create table if not exists head (
    only_row  tinyint         not null default 1 primary key,
    number    bigint unsigned not null,
    chain     varchar(64)     not null,
    constraint head_is_one check (only_row = 1)
) engine = innodb
//
create table if not exists field_spec (
    entity        varchar(16) not null,
    field         varchar(32) not null,
    type          varchar(16) not null,
    merge_policy  varchar(16) not null,
    unit          varchar(32) not null,   -- the field itself, or the unit it changes with
    required      tinyint     not null,
    length_max    int         not null,
    ordinal       int         not null,
    primary key (entity, field)
) engine = innodb
//
create table if not exists entity_spec (
    entity  varchar(16) not null primary key,
    needed  int         not null   -- how many fields a creation must bring
) engine = innodb
//
create table if not exists permission_rule (
    rule_id         varchar(64) not null,
    department      varchar(16) not null,
    entity          varchar(16) not null,
    action          varchar(16) not null,
    field           varchar(32) not null,
    condition_name  varchar(32) not null,
    primary key (department, entity, action, field, rule_id)
) engine = innodb
//
-- The same, a row for each rule: its fields as bits by their place in field_spec, so that one comparison asks of all.
create table if not exists permission_set (
    rule_id         varchar(64)     not null,
    department      varchar(16)     not null,
    entity          varchar(16)     not null,
    action          varchar(16)     not null,
    condition_name  varchar(32)     not null,
    fields          bigint unsigned not null,
    primary key (department, entity, action, rule_id)
) engine = innodb
//
create table if not exists account (
    name               varchar(32) not null primary key,
    collaborator       varchar(32) not null,
    state              varchar(16) not null,   -- new | ready | closing | gone
    one_time_password  tinyint     not null default 0,
    changed_at         bigint      not null,
    key account_of_collaborator (collaborator),
    constraint account_form check (name regexp '\\Aepic_[0-9a-f]{24}\\z')
) engine = innodb
//
create table if not exists account_procedure (
    name varchar(64) not null primary key
) engine = innodb
//
create table if not exists device (
    id               varchar(32)     not null primary key,
    name             varchar(100)    not null default '',
    fence            varchar(32)     not null,
    previous_fence   varchar(32)     not null default '',
    last_batch       varchar(32)     not null default '',
    last_account     varchar(32)     not null,
    cursor_number    bigint unsigned not null default 0,   -- what it held at its last exchange
    program_version  varchar(32)     not null default '',
    schema_version   int             not null default 0,
    state            varchar(16)     not null default 'active',   -- active | retired
    first_seen_at    bigint          not null,
    last_seen_at     bigint          not null
) engine = innodb
//
-- Who has exchanged on which device: an account that closes is dropped once each of them has heard.
create table if not exists device_account (
    device         varchar(32) not null,
    account        varchar(32) not null,
    heard          tinyint     not null default 0,   -- the farewell has been said, and the slot erased
    served_number  bigint unsigned not null default 0,   -- the log was given out up to here
    first_seen_at  bigint      not null,
    last_seen_at   bigint      not null,
    primary key (device, account),
    key device_account_account (account)
) engine = innodb
//
create table if not exists hand_over (
    id        bigint unsigned not null auto_increment primary key,
    device    varchar(32)     not null,
    account   varchar(32)     not null,
    document  longtext        not null,
    at        bigint          not null,
    digest    varchar(64)     not null,
    unique key hand_over_once (device, digest)
) engine = innodb
//
-- Documents of people whose access had ended, which somebody else brought from a file that both used.
create table if not exists hand_over_of (
    hand_over     bigint unsigned not null primary key,
    collaborator  varchar(32)     not null   -- whose it is
) engine = innodb
//
-- How long the log is kept, for whoever administers the database to change.
create table if not exists retention (
    only_row          tinyint         not null default 1 primary key,
    log_days          int             not null default 400,
    away_days         int             not null default 180,   -- a device that stays away longer is retired
    compacted_number  bigint unsigned not null default 0,     -- the log begins after it
    last_upkeep_at    bigint          not null default 0,
    constraint retention_is_one check (only_row = 1)
) engine = innodb
//
insert ignore into retention (only_row) values (1)
