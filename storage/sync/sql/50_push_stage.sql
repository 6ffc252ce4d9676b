-- A batch is laid out in temporary tables, judged and merged there, and written from there. They belong to
-- the session; nobody but these procedures can name them. MySQL opens a temporary table only once in a
-- statement, so no statement here names one twice. They are made once in a session and emptied at the end of each push,
-- `stage_operation` last: what an error stopped was rolled back, and what a client committed half-done shows there.
create definer = {definer} procedure push_tables()
    sql security definer modifies sql data
begin
    declare v_left int default 0;
    -- Not there: the session's first push, or the first after an upgrade.
    declare continue handler for 1146, 1054 call push_tables_made();
    set v_left = exists (select 1 from stage_operation) + exists (select 1 from stage_value);
    if v_left > 0 then
        call push_tables_made();
    end if;
end
//
-- `p_rare`: something may be in those that few batches need.
create definer = {definer} procedure push_tables_emptied(in p_total int, in p_rare int)
    sql security definer modifies sql data
begin
    if p_rare then
        call push_rare_tables_emptied();
    end if;
    if p_total > 100 then
        truncate table stage_field;
        truncate table stage_value;
        truncate table stage_operation;
    else
        delete from stage_field;
        delete from stage_value;
        delete from stage_operation;
    end if;
end
//
create definer = {definer} procedure push_tables_made()
    sql security definer modifies sql data
begin
    drop temporary table if exists stage_operation, stage_field, stage_value, stage_group, stage_verdict, stage_reference, stage_touch,
                                   stage_number, stage_settle, stage_unit;
    create temporary table stage_operation (
        n              int             not null primary key,
        id             varchar(32)     not null,
        group_id       varchar(32)     not null,
        position       int             not null,
        command        varchar(64)     not null,
        entity         varchar(16)     not null,
        record         varchar(32)     not null,
        kind           varchar(16)     not null,
        author         varchar(32)     not null,
        stamp          bigint unsigned not null,
        merge_round    int             not null,
        formed         tinyint         not null default 1,
        settles        tinyint         not null default 0,
        state          varchar(16)     not null default 'applied',   -- until decided otherwise: known | refused | merge | deferred
        code           varchar(32),
        rule_id        varchar(64),
        fault_field    varchar(32),
        denied         tinyint         not null default 0,   -- its author may not
        number         bigint unsigned,
        depends_on     int             not null default 0,
        alone          tinyint         not null default 0,
        -- what it meets
        contract       varchar(32), contract_signed tinyint not null default 0,
        contract_withdrawn tinyint not null default 0, contract_currency varchar(3),
        client_withdrawn tinyint not null default 0, withdrawn tinyint not null default 0,
        cancelled      tinyint not null default 0,
        log_conflicts longtext, log_settles longtext    -- as the log will hold them
    ) engine = innodb;
    create temporary table stage_field (
        n                  int          not null,
        ordinal            int          not null,
        entity             varchar(16)  not null,
        kind               varchar(16)  not null,
        record             varchar(32)  not null,
        name               varchar(32)  not null,
        value              longtext,
        base               varchar(32)  not null,
        unit               varchar(32)  not null default '',
        policy             varchar(16)  not null default '',
        needed             tinyint      not null default 0,   -- a creation must bring it
        bit                bigint unsigned not null default 0,   -- its own, by its place in field_spec; 0 when unknown
        ruled              tinyint      not null default 0,   -- it needs a right
        outcome            varchar(16),          -- null until decided; applied | won are written
        version_number     bigint unsigned,
        version_operation  varchar(32),
        version_stamp      bigint unsigned,
        current_value      longtext,
        primary key (n, ordinal)
    ) engine = innodb;
    -- Of an operation's fields together.
    create temporary table stage_value (
        n              int             not null primary key,
        field_mask     bigint unsigned not null default 0,   -- each a bit by its place in field_spec
        rule_mask      bigint unsigned not null default 0,   -- those that need a right
        malformed      tinyint         not null default 0,
        rule_id        varchar(64),                          -- what is wrong with them
        invalid        varchar(32),
        notes          tinyint         not null default 0,
        decides        tinyint         not null default 0,   -- others may be judged by what it sets
        -- what it sets, for the rules about the state
        new_client     varchar(32), new_contract varchar(32), new_reverses varchar(32),
        new_support    varchar(32), new_commercial varchar(32), new_currency varchar(3), new_amount varchar(20),
        new_email      varchar(254), new_department varchar(16), new_active varchar(1), new_withdrawn varchar(1),
        new_cancelled  varchar(1), new_created_on varchar(10), new_number varchar(40),
        clears_signature tinyint       not null default 0,
        long_fields    tinyint         not null default 0,
        log_fields     longtext                              -- as the log will hold them: all of them, and none is long
    ) engine = innodb;
end
//
-- What few batches need is made when one does: ten tables would be a third of what a session's first push costs.
create definer = {definer} procedure push_rare_tables()
    sql security definer modifies sql data
begin
    declare v_there int;
    declare continue handler for 1146 call push_rare_tables_made();
    set v_there = exists (select 1 from stage_unit);
end
//
create definer = {definer} procedure push_rare_tables_made()
    sql security definer modifies sql data
begin
    create temporary table stage_group (
        group_id   varchar(32) not null primary key,
        first_n    int not null,
        last_n     int not null,
        operations int not null,
        key stage_group_first (first_n)
    ) engine = innodb;
    create temporary table stage_verdict (
        group_id varchar(32) not null primary key, state varchar(16) not null
    ) engine = innodb;
    create temporary table stage_reference (
        n int not null, id varchar(32) not null, primary key (n, id)
    ) engine = innodb;
    create temporary table stage_touch (
        id varchar(32) not null, n int not null, primary key (id, n)
    ) engine = innodb;
    create temporary table stage_number (
        n int not null primary key, ordinal int not null
    ) engine = innodb;
    create temporary table stage_settle (
        n int not null, operation varchar(32) not null, primary key (n, operation)
    ) engine = innodb;
    create temporary table stage_unit (
        n                  int             not null,
        unit               varchar(32)     not null,
        policy             varchar(16)     not null,
        base               varchar(32)     not null,
        version_number     bigint unsigned not null,
        version_operation  varchar(32)     not null,
        version_stamp      bigint unsigned not null,
        outcome            varchar(16),
        primary key (n, unit)
    ) engine = innodb;
end
//
create definer = {definer} procedure push_rare_tables_emptied()
    sql security definer modifies sql data
begin
    declare continue handler for 1146 begin end;
    delete from stage_group;
    delete from stage_reference;
    delete from stage_touch;
    delete from stage_settle;
    delete from stage_unit;
end
//
-- Reads the operations. What is not one at all refuses the batch; what one got wrong in a value refuses its group,
-- later. Values are read wide and checked: JSON_TABLE coerces silently. They are read twice, once for the operations
-- and once for their fields: reading is what costs most.
create definer = {definer} procedure push_stage(in p_operations json, in p_author varchar(32))
    sql security definer modifies sql data
begin
    declare v_all int default json_length(p_operations);
    -- A value that is itself an array or an object: read without ERROR ON ERROR it would empty the field.
    declare exit handler for 3666, 4178 call refuse(31004, 'form: a value of the batch is not a text');
    -- What should be a number and is none, or is too great for its column.
    declare exit handler for 1264, 1292 call refuse(31004, 'form: an operation of the batch is malformed');

    if v_all = 0 or v_all > 5000 then
        call refuse(31009, 'size: a batch has 1 to 5000 operations');
    end if;
    -- One pattern for all members: none of its classes holds the comma that stands between them.
    insert into stage_operation (n, id, group_id, position, command, entity, record, kind, author, stamp, merge_round,
                                 formed, settles)
    select j.n, coalesce(left(j.id, 32), ''), coalesce(left(coalesce(j.g, j.id), 32), ''),
           cast(coalesce(j.p, '0') as unsigned), coalesce(left(j.c, 64), ''),
           coalesce(left(coalesce(j.e, substring_index(j.c, '.', 1)), 16), ''), coalesce(left(j.r, 32), ''),
           left(coalesce(j.k, 'change'), 16), coalesce(left(coalesce(p_author, j.a), 32), ''),
           cast(coalesce(j.s, '0') as unsigned), cast(coalesce(j.m, '0') as unsigned),
           coalesce(char_length(j.c) <= 64
               and concat(j.id, ',', coalesce(j.g, j.id), ',', coalesce(j.p, '0'), ',', j.c, ',',
                          coalesce(j.e, substring_index(j.c, '.', 1)), ',', j.r, ',', coalesce(j.k, 'change'), ',', j.s, ',',
                          coalesce(j.m, '0'), ',', coalesce(p_author, j.a)) collate utf8mb4_bin
                   regexp '\\A[0-9a-f]{32},[0-9a-f]{32},[0-9]{1,5},[a-z_]+[.][a-z_]+,'
                          '(collaborator|client|contract|payment|event),[0-9a-f]{32},(create|change),[0-9]{1,19},'
                          '[0-9],[0-9a-f]{32}\\z', 0),
           j.x
      from json_table(p_operations, '$[*]' columns (
               n for ordinality, id varchar(300) path '$.id', g varchar(300) path '$.g', p varchar(300) path '$.p',
               c varchar(300) path '$.c', e varchar(300) path '$.e', r varchar(300) path '$.r',
               k varchar(300) path '$.k', s varchar(300) path '$.s', m varchar(300) path '$.m',
               a varchar(300) path '$.a', x int exists path '$.x')) j;
    -- Every value is checked by field_spec as it is read, by one pattern of all types: each that stands in a statement is
    -- compiled each time. Words are matched, never compared: to = and IN, 'gestion ' is 'gestion'. An expression and not a
    -- function: a call costs more than all of this.
    insert into stage_field (n, ordinal, entity, kind, record, name, value, base, unit, policy, needed, bit, ruled, outcome)
    select o.n, j.ordinal, o.entity, o.kind, o.record, coalesce(left(j.name, 32), ''), j.value,
           coalesce(left(j.base, 32), ''), coalesce(s.unit, ''), coalesce(s.merge_policy, ''),
           coalesce(s.required and s.type <> 'boolean', 0), coalesce(1 << s.ordinal, 0),
           coalesce(o.kind = 'change' or (j.value is not null and not (s.type = 'boolean' and j.value = '0')), 1),
           case when not coalesce((s.field is not null or j.name regexp '\\A[a-z_]{1,32}\\z')
                                  and ((j.base = '0' and char_length(j.base) = 1)
                                       or j.base regexp '\\A([0-9]{1,18}|[0-9a-f]{32})\\z'), 0) then 'malformed'
                when s.field is null then 'invalid'
                when j.value is null then if(s.required, 'invalid', if(o.kind = 'create', 'applied', null))
                when j.value = '' or char_length(j.value) > s.length_max then 'invalid'
                when s.type = 'long_text' then if(o.kind = 'create', 'applied', null)
                when s.type in ('text', 'phone')
                    then if(locate('\n', j.value) > 0 or locate('\r', j.value) > 0, 'invalid', if(o.kind = 'create', 'applied', null))
                when concat(s.type, ':', j.value) collate utf8mb4_bin not regexp
                         '\\A(boolean:[01]|integer:(0|[1-9][0-9]{0,8})|amount_minor:(0|-?[1-9][0-9]{0,15})|'
                         'instant:(0|-?[1-9][0-9]{0,14})|date:[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|'
                         'reference:[0-9a-f]{32}|currency:[A-Z]{3}|zone:[A-Za-z0-9_+/-]+|'
                         'department:(gestion|commercial|support)|language:(fr|en)|email:[^[:space:]]+@[^[:space:]]+)\\z' then 'invalid'
                when s.type = 'date' and not (left(j.value, 4) <> '0000'
                        and right(j.value, 2) <= case
                            when substr(j.value, 6, 2) in ('04', '06', '09', '11') then '30'
                            when substr(j.value, 6, 2) <> '02' then '31'
                            when (left(j.value, 4) % 4 = 0 and left(j.value, 4) % 100 <> 0) or left(j.value, 4) % 400 = 0
                                then '29'
                            else '28' end) then 'invalid'
                when o.kind = 'create' then 'applied' end
      from json_table(p_operations, '$[*]' columns (n for ordinality, nested path '$.f[*]' columns (
               ordinal for ordinality, name varchar(300) path '$[0]', value longtext path '$[1]' error on error,
               base varchar(300) path '$[2]'))) j
      join stage_operation o on o.n = j.n
      left join field_spec s on s.entity = o.entity and s.field = j.name collate utf8mb4_bin
                            and char_length(s.field) = char_length(j.name)
     where j.ordinal is not null;
    -- What is wrong with an operation's values altogether, and what the rules about the state look at. A sum of bits that
    -- is not their union: a field is there twice. What is grouped is cut to what a right value may be, and for the log to
    -- what a short one may be when quoted: where MariaDB groups what could be a long text, it makes a file.
    insert into stage_value (n, field_mask, rule_mask, malformed, rule_id, invalid, notes, decides, new_client, new_contract,
                             new_reverses, new_support, new_commercial, new_currency, new_amount, new_email, new_department,
                             new_active, new_withdrawn, new_cancelled, new_created_on, new_number, clears_signature,
                             long_fields, log_fields)
    select max(o.n), bit_or(f.bit), bit_or(if(f.ruled, f.bit, 0)), max(coalesce(f.outcome, '') = 'malformed'),
           -- A creation brings every required field.
           case when max(f.kind) = 'create' and sum(f.unit <> '') > 0 and sum(f.needed) <> max(r.needed) then 'required'
                when sum(f.bit) <> bit_or(f.bit) or sum(coalesce(f.outcome, '') = 'invalid') > 0 then 'value'
                when cast(max(case f.name when 'ends_at' then left(f.value, 20) end) as signed)
                     <= cast(max(case f.name when 'starts_at' then left(f.value, 20) end) as signed) then 'event.period'
                end,
           min(case when f.outcome = 'invalid' then f.name end), max(f.name = 'notes'),
           max(f.kind = 'change' and f.name in ('commercial', 'signed_on', 'withdrawn', 'currency', 'support',
                                                'contract', 'cancelled')),
           max(case f.name when 'client' then left(f.value, 32) end),
           max(case f.name when 'contract' then left(f.value, 32) end),
           max(case f.name when 'reverses' then left(f.value, 32) end),
           max(case f.name when 'support' then left(f.value, 32) end),
           max(case f.name when 'commercial' then left(f.value, 32) end),
           max(case f.name when 'currency' then left(f.value, 3) end),
           max(case f.name when 'amount' then left(f.value, 20) end),
           max(case f.name when 'email' then left(f.value, 254) end),
           max(case f.name when 'department' then left(f.value, 16) end),
           max(case f.name when 'active' then left(f.value, 1) end),
           max(case f.name when 'withdrawn' then left(f.value, 1) end),
           max(case f.name when 'cancelled' then left(f.value, 1) end),
           max(case f.name when 'created_on' then left(f.value, 10) end),
           max(case f.name when 'number' then left(f.value, 40) end),
           max(f.name = 'signed_on' and f.value is null and f.kind = 'change'),
           max(char_length(coalesce(f.value, '')) > 75),
           concat('[', group_concat(left(concat('[', json_quote(f.name), ',', coalesce(json_quote(f.value), 'null'), ']'), 512)
                                    order by f.ordinal separator ','), ']')
      from stage_operation o straight_join stage_field f on f.n = o.n straight_join entity_spec r on r.entity = o.entity
     where o.n between 1 and 5000
     group by o.n;
end
//
-- Nothing counts that an operation names whose values are wrong: it will be refused.
create definer = {definer} procedure push_stage_faults()
    sql security definer modifies sql data
begin
    update stage_value v
       set v.decides = 0, v.new_client = null, v.new_contract = null, v.new_reverses = null, v.new_support = null,
           v.new_commercial = null, v.new_currency = null, v.new_amount = null, v.new_email = null,
           v.new_department = null, v.new_active = null, v.new_withdrawn = null, v.new_cancelled = null,
           v.new_created_on = null, v.new_number = null
     where v.rule_id in ('required', 'value');
end
//
create definer = {definer} procedure push_stage_groups()
    sql security definer modifies sql data
begin
    call push_rare_tables();
    insert into stage_group (group_id, first_n, last_n, operations)
    select o.group_id, min(o.n), max(o.n), count(*) from stage_operation o group by o.group_id;
end
//
-- The operations that another one of the batch settles.
create definer = {definer} procedure push_stage_settles(in p_operations json)
    sql security definer modifies sql data
begin
    call push_rare_tables();
    insert into stage_settle (n, operation)
    select distinct j.n, j.operation
      from json_table(p_operations, '$[*]' columns (n for ordinality, nested path '$.x[*]' columns (
               operation varchar(300) path '$'))) j
     where j.operation regexp '\\A[0-9a-f]{32}\\z';
end
//
-- Which operation must see which: an operation that names a record touched before it waits for that one. `p_walks`: not
-- all of them can be done at once. Asked only where a record is named twice.
create definer = {definer} procedure push_stage_order(inout p_walks int)
    sql security definer modifies sql data
begin
    call push_rare_tables();
    -- Collaborators, and what others may be judged by, are done alone.
    update stage_operation o join stage_value v on v.n = o.n
       set o.alone = 1
     where v.decides = 1 or (o.entity = 'collaborator' and coalesce(v.rule_id, 'event.period') = 'event.period');
    insert ignore into stage_touch (id, n) select o.record, o.n from stage_operation o;
    insert ignore into stage_touch (id, n)
    select v.new_contract, v.n from stage_value v where v.new_contract is not null;
    insert ignore into stage_touch (id, n)
    select v.new_reverses, v.n from stage_value v where v.new_reverses is not null;
    insert ignore into stage_reference (n, id) select t.n, t.id from stage_touch t;
    insert ignore into stage_reference (n, id)
    select v.n, v.new_client from stage_value v where v.new_client is not null;
    update stage_operation o
      join (select r.n, max(t.n) as earlier from stage_reference r join stage_touch t on t.id = r.id and t.n < r.n
             group by r.n) x on x.n = o.n
       set o.depends_on = x.earlier;
    set p_walks = p_walks or row_count() > 0;
end
