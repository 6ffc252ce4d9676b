-- What the company works with, one plain table per entity, for any reporting tool. Columns are the fields of
-- core/model/field.cpp. Ids are 32 hexadecimal digits; amounts are minor units; instants are milliseconds of
-- UTC, with a readable column beside each (null outside the years 1000 to 9999, where that type ends: MySQL would refuse
-- the row). Every row is written by sync_push and by nothing else.

create table if not exists collaborator (
    id                    varchar(32)  not null primary key,
    full_name             varchar(200) collate utf8mb4_unicode_520_ci not null,
    email                 varchar(254) not null,
    phone                 varchar(60),
    department            varchar(16)  not null,
    active                tinyint      not null default 1,
    must_change_password  tinyint      not null default 0,
    language              varchar(2)   not null default 'fr',
    key collaborator_email (email),
    key collaborator_department (department, active)
) engine = innodb
//
create table if not exists client (
    id             varchar(32)  not null primary key,
    full_name      varchar(200) collate utf8mb4_unicode_520_ci not null,
    email          varchar(254),
    phone          varchar(60),
    company        varchar(200) collate utf8mb4_unicode_520_ci,
    first_contact  date         not null,
    last_contact   date,
    commercial     varchar(32)  not null,
    notes          mediumtext,
    withdrawn      tinyint      not null default 0,
    key client_commercial (commercial)
) engine = innodb
//
create table if not exists contract (
    id          varchar(32) not null primary key,
    number      varchar(40) not null,
    client      varchar(32) not null,
    total       bigint      not null,
    currency    varchar(3)  not null,
    created_on  date        not null,
    signed_on   date,
    notes       mediumtext,
    withdrawn   tinyint     not null default 0,
    unique key contract_number (number),
    key contract_client (client)
) engine = innodb
//
create table if not exists payment (
    id           varchar(32) not null primary key,
    contract     varchar(32) not null,
    amount       bigint      not null,
    currency     varchar(3)  not null,
    received_on  date        not null,
    method       varchar(60) collate utf8mb4_unicode_520_ci,
    note         varchar(2000) collate utf8mb4_unicode_520_ci,
    reverses     varchar(32),
    unique key payment_reverses (reverses),
    key payment_contract (contract)
) engine = innodb
//
create table if not exists event (
    id             varchar(32)  not null primary key,
    title          varchar(300) collate utf8mb4_unicode_520_ci not null,
    contract       varchar(32)  not null,
    contact_name   varchar(200) collate utf8mb4_unicode_520_ci,
    contact_phone  varchar(60),
    contact_email  varchar(254),
    starts_at      bigint       not null,
    ends_at        bigint       not null,
    time_zone      varchar(64)  not null,
    support        varchar(32),
    venue_name     varchar(200) collate utf8mb4_unicode_520_ci,
    venue_address  varchar(500) collate utf8mb4_unicode_520_ci,
    attendees      int,
    notes          mediumtext,
    cancelled      tinyint      not null default 0,
    withdrawn      tinyint      not null default 0,
    starts_at_utc  datetime(3) as (case when starts_at between -30610224000000 and 253402300799999
        then timestampadd(microsecond, starts_at * 1000, '1970-01-01 00:00:00') end) virtual,
    ends_at_utc    datetime(3) as (case when ends_at between -30610224000000 and 253402300799999
        then timestampadd(microsecond, ends_at * 1000, '1970-01-01 00:00:00') end) virtual,
    key event_contract (contract),
    key event_support (support, starts_at),
    key event_end (ends_at)
) engine = innodb
//
-- Numbers are counted by year and epoch: after a restore the new epoch cannot give a number twice.
create table if not exists contract_counter (
    year         int not null,
    epoch        int not null,
    last_number  int not null,
    primary key (year, epoch)
) engine = innodb
