-- A batch is laid out in temporary tables, judged and merged there, and written from there. They belong to
-- the session; nobody but these procedures can name them. MySQL opens a temporary table only once in a
-- statement, so no statement here names one twice.
create definer = {definer} procedure push_tables()
    sql security definer modifies sql data
begin
    create temporary table if not exists stage_operation (
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
        state          varchar(16),             -- null until decided: applied | known | refused | merge | deferred
        code           varchar(32),
        rule_id        varchar(64),
        fault_field    varchar(32),
        number         bigint unsigned,
        depends_on     int             not null default 0,
        alone          tinyint         not null default 0,
        rule_fields    int             not null default 0,   -- how many of its fields the rules look at
        allowed        tinyint         not null default 0,
        -- what it sets, for the rules about the state
        new_client     varchar(32), new_contract varchar(32), new_reverses varchar(32),
        new_support    varchar(32), new_commercial varchar(32), new_currency varchar(3), new_amount varchar(20),
        new_email      varchar(254), new_department varchar(16), new_active varchar(1), new_withdrawn varchar(1),
        new_cancelled  varchar(1),
        new_starts     varchar(20), new_ends varchar(20), new_created_on varchar(10), new_number varchar(40),
        clears_signature tinyint not null default 0,
        -- what it meets
        found_entity   varchar(16), created_by varchar(32), owner varchar(32), support varchar(32),
        contract       varchar(32), contract_found tinyint not null default 0, contract_signed tinyint not null default 0,
        contract_withdrawn tinyint not null default 0, contract_currency varchar(3), client_found tinyint not null default 0,
        client_withdrawn tinyint not null default 0, withdrawn tinyint not null default 0,
        cancelled      tinyint not null default 0,
        key stage_operation_id (id), key stage_operation_group (group_id), key stage_operation_depends (depends_on)
    ) engine = innodb;
    create temporary table if not exists stage_field (
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
        outcome            varchar(16),          -- null until decided; applied | won are written
        version_number     bigint unsigned,
        version_operation  varchar(32),
        version_stamp      bigint unsigned,
        current_value      longtext,
        primary key (n, ordinal)
    ) engine = innodb;
    create temporary table if not exists stage_group (
        group_id   varchar(32) not null primary key,
        first_n    int not null,
        last_n     int not null,
        operations int not null,
        key stage_group_first (first_n)
    ) engine = innodb;
    create temporary table if not exists stage_verdict (
        group_id varchar(32) not null primary key, state varchar(16) not null
    ) engine = innodb;
    create temporary table if not exists stage_reference (
        n int not null, id varchar(32) not null, primary key (n, id)
    ) engine = innodb;
    create temporary table if not exists stage_touch (
        id varchar(32) not null, n int not null, primary key (id, n)
    ) engine = innodb;
    create temporary table if not exists stage_right (
        n int not null, rule_id varchar(64) not null, condition_name varchar(32) not null, fields int not null,
        primary key (n, rule_id)
    ) engine = innodb;
    create temporary table if not exists stage_number (
        n int not null primary key, ordinal int not null
    ) engine = innodb;
    create temporary table if not exists stage_settle (
        n int not null, operation varchar(32) not null, primary key (n, operation)
    ) engine = innodb;
    create temporary table if not exists stage_unit (
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
    delete from stage_operation; delete from stage_field; delete from stage_group; delete from stage_verdict;
    delete from stage_reference; delete from stage_touch; delete from stage_right; delete from stage_number;
    delete from stage_settle; delete from stage_unit;
end
//
-- Reads the request. What is not an operation at all refuses the batch; what one operation got wrong in a
-- value refuses its group, later. Values are read wide and checked: JSON_TABLE coerces silently.
create definer = {definer} procedure push_stage(in p_request longtext, in p_author varchar(32))
    sql security definer modifies sql data
begin
    declare v_all, v_good, v_found int;
    -- A value that is itself an array or an object: read without ERROR ON ERROR it would empty the field.
    declare exit handler for 3666, 4178 call refuse(31004, 'form: a value of the batch is not a text');

    if coalesce(json_type(json_extract(p_request, '$.operations')), '') <> 'ARRAY' then
        call refuse(31004, 'form: $.operations');
    end if;
    set v_all = json_length(p_request, '$.operations');
    if v_all = 0 or v_all > 5000 or char_length(p_request) > 8000000 then
        call refuse(31009, 'size: a batch has 1 to 5000 operations');
    end if;
    select count(*), sum(coalesce(
               j.id regexp '\\A[0-9a-f]{32}\\z' and coalesce(j.g, j.id) regexp '\\A[0-9a-f]{32}\\z'
               and coalesce(j.p, '0') regexp '\\A[0-9]{1,5}\\z' and j.c regexp '\\A[a-z_]+[.][a-z_]+\\z' and char_length(j.c) <= 64
               and j.e regexp '\\A(collaborator|client|contract|payment|event)\\z'
               and j.r regexp '\\A[0-9a-f]{32}\\z' and coalesce(j.k, 'change') regexp '\\A(create|change)\\z'
               and j.s regexp '\\A[0-9]{1,19}\\z' and coalesce(j.m, '0') regexp '\\A[0-9]\\z'
               and (p_author is not null or j.a regexp '\\A[0-9a-f]{32}\\z'), 0))
      into v_found, v_good
      from json_table(p_request, '$.operations[*]' columns (
               id varchar(300) path '$.id', g varchar(300) path '$.g', p varchar(300) path '$.p',
               c varchar(300) path '$.c', e varchar(300) path '$.e', r varchar(300) path '$.r',
               k varchar(300) path '$.k', s varchar(300) path '$.s', m varchar(300) path '$.m',
               a varchar(300) path '$.a')) j;
    if v_found <> v_all or coalesce(v_good, 0) <> v_all then
        call refuse(31004, 'form: an operation of the batch is malformed');
    end if;
    insert into stage_operation (n, id, group_id, position, command, entity, record, kind, author, stamp, merge_round)
    select j.n, j.id, coalesce(j.g, j.id), cast(coalesce(j.p, '0') as unsigned), j.c, j.e, j.r, coalesce(j.k, 'change'),
           coalesce(p_author, j.a), cast(j.s as unsigned), cast(coalesce(j.m, '0') as unsigned)
      from json_table(p_request, '$.operations[*]' columns (
               n for ordinality, id varchar(300) path '$.id', g varchar(300) path '$.g', p varchar(300) path '$.p',
               c varchar(300) path '$.c', e varchar(300) path '$.e', r varchar(300) path '$.r',
               k varchar(300) path '$.k', s varchar(300) path '$.s', m varchar(300) path '$.m',
               a varchar(300) path '$.a')) j;
    if (select count(distinct o.id) from stage_operation o) <> v_all then
        call refuse(31004, 'form: an operation is twice in the batch');
    end if;
    insert into stage_group (group_id, first_n, last_n, operations)
    select o.group_id, min(o.n), max(o.n), count(*) from stage_operation o group by o.group_id;
    if exists (select 1 from stage_group g where g.last_n - g.first_n + 1 <> g.operations) then
        call refuse(31004, 'form: a group is not in one piece');
    end if;

    select count(*), sum(coalesce(j.name regexp '\\A[a-z_]{1,32}\\z' and j.base regexp '\\A([0-9]{1,18}|[0-9a-f]{32})\\z', 0))
      into v_found, v_good
      from json_table(p_request, '$.operations[*]' columns (nested path '$.f[*]' columns (
               ordinal for ordinality, name varchar(300) path '$[0]', base varchar(300) path '$[2]'))) j
     where j.ordinal is not null;
    if coalesce(v_good, 0) <> v_found then
        call refuse(31004, 'form: a field of the batch is malformed');
    end if;
    insert into stage_field (n, ordinal, entity, kind, record, name, value, base)
    select o.n, j.ordinal, o.entity, o.kind, o.record, j.name, j.value, j.base
      from json_table(p_request, '$.operations[*]' columns (n for ordinality, nested path '$.f[*]' columns (
               ordinal for ordinality, name varchar(300) path '$[0]', value longtext path '$[1]' error on error,
               base varchar(300) path '$[2]'))) j
      join stage_operation o on o.n = j.n
     where j.ordinal is not null;
    insert into stage_settle (n, operation)
    select distinct j.n, j.operation
      from json_table(p_request, '$.operations[*]' columns (n for ordinality, nested path '$.x[*]' columns (
               operation varchar(300) path '$'))) j
     where j.operation regexp '\\A[0-9a-f]{32}\\z';

    call push_stage_values();
    call push_stage_order();
end
//
-- Checks every value by field_spec and spreads what the rules about the state look at.
create definer = {definer} procedure push_stage_values()
    sql security definer modifies sql data
begin
    update stage_field f join field_spec s on s.entity = f.entity and s.field = f.name
       set f.unit = s.unit, f.policy = s.merge_policy,
           f.outcome = case when not is_value(s.type, s.length_max, f.value) then 'invalid'
                            when f.value is null and s.required then 'invalid'
                            when f.kind = 'create' then 'applied' end;
    update stage_field f set f.outcome = 'invalid' where f.unit = '';
    update stage_operation o
      join (select f.n, min(f.name) as name from stage_field f where f.outcome = 'invalid' group by f.n) x on x.n = o.n
       set o.state = 'refused', o.code = 'invalid_value', o.rule_id = 'value', o.fault_field = x.name;
    -- One field twice, or none at all.
    update stage_operation o
      left join (select f.n, count(*) as fields, count(distinct f.name) as names from stage_field f group by f.n) x
        on x.n = o.n
       set o.state = 'refused', o.code = 'invalid_value', o.rule_id = 'value'
     where o.state is null and (x.n is null or x.fields <> x.names);
    -- A creation brings every required field; what is off and what is empty needs no right.
    update stage_operation o
      join (select f.n, sum(s.required and s.type <> 'boolean') as required_fields,
                   sum(f.kind = 'change' or (f.value is not null and not (s.type = 'boolean' and f.value = '0'))) as rule_fields
              from stage_field f join field_spec s on s.entity = f.entity and s.field = f.name group by f.n) x on x.n = o.n
      join (select s.entity, sum(s.required and s.type <> 'boolean') as required_fields
              from field_spec s group by s.entity) r on r.entity = o.entity
       set o.rule_fields = x.rule_fields,
           o.state = case when o.kind = 'create' and x.required_fields <> r.required_fields then 'refused' else o.state end,
           o.code = case when o.kind = 'create' and x.required_fields <> r.required_fields then 'invalid_value' else o.code end,
           o.rule_id = case when o.kind = 'create' and x.required_fields <> r.required_fields then 'required' else o.rule_id end;
    update stage_operation o
      join (select f.n,
                   max(case when f.name = 'client' then f.value end) as new_client,
                   max(case when f.name = 'contract' then f.value end) as new_contract,
                   max(case when f.name = 'reverses' then f.value end) as new_reverses,
                   max(case when f.name = 'support' then f.value end) as new_support,
                   max(case when f.name = 'commercial' then f.value end) as new_commercial,
                   max(case when f.name = 'currency' then f.value end) as new_currency,
                   max(case when f.name = 'amount' then f.value end) as new_amount,
                   max(case when f.name = 'email' then f.value end) as new_email,
                   max(case when f.name = 'department' then f.value end) as new_department,
                   max(case when f.name = 'active' then f.value end) as new_active,
                   max(case when f.name = 'withdrawn' then f.value end) as new_withdrawn,
                   max(case when f.name = 'cancelled' then f.value end) as new_cancelled,
                   max(case when f.name = 'starts_at' then f.value end) as new_starts,
                   max(case when f.name = 'ends_at' then f.value end) as new_ends,
                   max(case when f.name = 'created_on' then f.value end) as new_created_on,
                   max(case when f.name = 'number' then f.value end) as new_number,
                   max(f.name = 'signed_on' and f.value is null and f.kind = 'change') as clears_signature,
                   max(f.kind = 'change' and f.name in ('commercial', 'signed_on', 'withdrawn', 'currency', 'support',
                                                        'contract', 'cancelled')) as decides
              from stage_field f where f.outcome is null or f.outcome <> 'invalid' group by f.n) x on x.n = o.n
       set o.new_client = x.new_client, o.new_contract = x.new_contract, o.new_reverses = x.new_reverses,
           o.new_support = x.new_support, o.new_commercial = x.new_commercial, o.new_currency = x.new_currency,
           o.new_amount = x.new_amount, o.new_email = x.new_email, o.new_department = x.new_department,
           o.new_active = x.new_active, o.new_withdrawn = x.new_withdrawn,
           o.new_cancelled = x.new_cancelled, o.new_starts = x.new_starts,
           o.new_ends = x.new_ends, o.new_created_on = x.new_created_on, o.new_number = x.new_number,
           o.clears_signature = x.clears_signature, o.alone = (o.entity = 'collaborator' or x.decides)
     where o.state is null;
    update stage_operation o
       set o.state = 'refused', o.code = 'invalid_value', o.rule_id = 'event.period', o.fault_field = 'ends_at'
     where o.state is null and o.new_starts is not null and o.new_ends is not null
       and cast(o.new_ends as signed) <= cast(o.new_starts as signed);
end
//
-- Which operation must see which: an operation that names a record touched before it waits for that one.
create definer = {definer} procedure push_stage_order()
    sql security definer modifies sql data
begin
    update stage_operation o join operation_log l on l.operation = o.id
       set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
    update stage_operation o join operation_known l on l.operation = o.id
       set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
    insert ignore into stage_touch (id, n) select o.record, o.n from stage_operation o;
    insert ignore into stage_touch (id, n)
    select o.new_contract, o.n from stage_operation o where o.new_contract is not null;
    insert ignore into stage_touch (id, n)
    select o.new_reverses, o.n from stage_operation o where o.new_reverses is not null;
    insert ignore into stage_reference (n, id) select t.n, t.id from stage_touch t;
    insert ignore into stage_reference (n, id)
    select o.n, o.new_client from stage_operation o where o.new_client is not null;
    update stage_operation o
      join (select r.n, max(t.n) as earlier from stage_reference r join stage_touch t on t.id = r.id and t.n < r.n
             group by r.n) x on x.n = o.n
       set o.depends_on = x.earlier;
end
