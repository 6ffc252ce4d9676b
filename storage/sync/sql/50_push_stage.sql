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
        formed         tinyint         not null default 1,
        settles        tinyint         not null default 0,
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
        key stage_operation_id (id)
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
        needed             tinyint      not null default 0,   -- a creation must bring it
        ruled              tinyint      not null default 0,   -- it needs a right
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
-- value refuses its group, later. Values are read wide and checked: JSON_TABLE coerces silently. The request is read
-- twice, once for the operations and once for their fields: reading it is what costs most.
create definer = {definer} procedure push_stage(in p_request longtext, in p_author varchar(32))
    sql security definer modifies sql data
begin
    declare v_all, v_found, v_formed, v_ids, v_grouped, v_settles int;
    -- A value that is itself an array or an object: read without ERROR ON ERROR it would empty the field.
    declare exit handler for 3666, 4178 call refuse(31004, 'form: a value of the batch is not a text');

    if coalesce(json_type(json_extract(p_request, '$.operations')), '') <> 'ARRAY' then
        call refuse(31004, 'form: $.operations');
    end if;
    set v_all = json_length(p_request, '$.operations');
    if v_all = 0 or v_all > 5000 or char_length(p_request) > 8000000 then
        call refuse(31009, 'size: a batch has 1 to 5000 operations');
    end if;
    insert into stage_operation (n, id, group_id, position, command, entity, record, kind, author, stamp, merge_round,
                                 formed, settles)
    select j.n, coalesce(left(j.id, 32), ''), coalesce(left(coalesce(j.g, j.id), 32), ''),
           if(j.p regexp '\\A[0-9]{1,5}\\z', cast(j.p as unsigned), 0), coalesce(left(j.c, 64), ''),
           coalesce(left(j.e, 16), ''), coalesce(left(j.r, 32), ''), left(coalesce(j.k, 'change'), 16),
           coalesce(left(coalesce(p_author, j.a), 32), ''),
           if(j.s regexp '\\A[0-9]{1,19}\\z', cast(j.s as unsigned), 0),
           if(j.m regexp '\\A[0-9]\\z', cast(j.m as unsigned), 0),
           coalesce(
               j.id regexp '\\A[0-9a-f]{32}\\z' and (j.g is null or j.g regexp '\\A[0-9a-f]{32}\\z')
               and (j.p is null or j.p regexp '\\A[0-9]{1,5}\\z') and j.c regexp '\\A[a-z_]+[.][a-z_]+\\z'
               and char_length(j.c) <= 64 and j.e regexp '\\A(collaborator|client|contract|payment|event)\\z'
               and j.r regexp '\\A[0-9a-f]{32}\\z' and (j.k is null or j.k regexp '\\A(create|change)\\z')
               and j.s regexp '\\A[0-9]{1,19}\\z' and (j.m is null or j.m regexp '\\A[0-9]\\z')
               and (p_author is not null or j.a regexp '\\A[0-9a-f]{32}\\z'), 0),
           j.x
      from json_table(p_request, '$.operations[*]' columns (
               n for ordinality, id varchar(300) path '$.id', g varchar(300) path '$.g', p varchar(300) path '$.p',
               c varchar(300) path '$.c', e varchar(300) path '$.e', r varchar(300) path '$.r',
               k varchar(300) path '$.k', s varchar(300) path '$.s', m varchar(300) path '$.m',
               a varchar(300) path '$.a', x int exists path '$.x')) j;
    select count(*), sum(o.formed), count(distinct o.id), sum(o.group_id <> o.id), sum(o.settles)
      into v_found, v_formed, v_ids, v_grouped, v_settles from stage_operation o;
    if v_found <> v_all or coalesce(v_formed, 0) <> v_all then
        call refuse(31004, 'form: an operation of the batch is malformed');
    end if;
    if v_ids <> v_all then
        call refuse(31004, 'form: an operation is twice in the batch');
    end if;
    if v_grouped = 0 then
        insert into stage_group (group_id, first_n, last_n, operations) select o.id, o.n, o.n, 1 from stage_operation o;
    else
        insert into stage_group (group_id, first_n, last_n, operations)
        select o.group_id, min(o.n), max(o.n), count(*) from stage_operation o group by o.group_id;
        if exists (select 1 from stage_group g where g.last_n - g.first_n + 1 <> g.operations) then
            call refuse(31004, 'form: a group is not in one piece');
        end if;
    end if;
    if v_settles > 0 then
        insert into stage_settle (n, operation)
        select distinct j.n, j.operation
          from json_table(p_request, '$.operations[*]' columns (n for ordinality, nested path '$.x[*]' columns (
                   operation varchar(300) path '$'))) j
         where j.operation regexp '\\A[0-9a-f]{32}\\z';
    end if;
    call push_stage_fields(p_request);
    call push_stage_values();
end
//
-- Every value is checked by field_spec as it is read. Words are matched, never compared: to = and IN, 'gestion ' is
-- 'gestion'. An expression and not a function: a call costs more than all of this.
create definer = {definer} procedure push_stage_fields(in p_request longtext)
    sql security definer modifies sql data
begin
    insert into stage_field (n, ordinal, entity, kind, record, name, value, base, unit, policy, needed, ruled, outcome)
    select o.n, j.ordinal, o.entity, o.kind, o.record, coalesce(left(j.name, 32), ''), j.value,
           coalesce(left(j.base, 32), ''), coalesce(s.unit, ''), coalesce(s.merge_policy, ''),
           coalesce(s.required and s.type <> 'boolean', 0),
           coalesce(o.kind = 'change' or (j.value is not null and not (s.type = 'boolean' and j.value = '0')), 1),
           case when not coalesce((s.field is not null or j.name regexp '\\A[a-z_]{1,32}\\z')
                                  and ((j.base = '0' and char_length(j.base) = 1)
                                       or j.base regexp '\\A([0-9]{1,18}|[0-9a-f]{32})\\z'), 0) then 'malformed'
                when s.field is null then 'invalid'
                when j.value is null then if(s.required, 'invalid', if(o.kind = 'create', 'applied', null))
                when j.value = '' or char_length(j.value) > s.length_max then 'invalid'
                when not case s.type
                    when 'boolean' then j.value regexp '\\A[01]\\z'
                    when 'integer' then j.value regexp '\\A(0|[1-9][0-9]{0,8})\\z'
                    when 'amount_minor' then j.value regexp '\\A(0|-?[1-9][0-9]{0,15})\\z'
                    when 'instant' then j.value regexp '\\A(0|-?[1-9][0-9]{0,14})\\z'
                    when 'date' then j.value regexp '\\A[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\z'
                        and left(j.value, 4) <> '0000'
                        and right(j.value, 2) <= case
                            when substr(j.value, 6, 2) in ('04', '06', '09', '11') then '30'
                            when substr(j.value, 6, 2) <> '02' then '31'
                            when (left(j.value, 4) % 4 = 0 and left(j.value, 4) % 100 <> 0) or left(j.value, 4) % 400 = 0
                                then '29'
                            else '28' end
                    when 'reference' then (j.value collate utf8mb4_bin) regexp '\\A[0-9a-f]{32}\\z'
                    when 'currency' then (j.value collate utf8mb4_bin) regexp '\\A[A-Z]{3}\\z'
                    when 'zone' then j.value regexp '\\A[A-Za-z0-9_+/-]+\\z'
                    when 'department' then (j.value collate utf8mb4_bin) regexp '\\A(gestion|commercial|support)\\z'
                    when 'language' then (j.value collate utf8mb4_bin) regexp '\\A(fr|en)\\z'
                    when 'email' then j.value like '_%@_%' and j.value not regexp '[[:space:]]'
                    when 'long_text' then 1
                    else locate('\n', j.value) = 0 and locate('\r', j.value) = 0 end then 'invalid'
                when o.kind = 'create' then 'applied' end
      from json_table(p_request, '$.operations[*]' columns (n for ordinality, nested path '$.f[*]' columns (
               ordinal for ordinality, name varchar(300) path '$[0]', value longtext path '$[1]' error on error,
               base varchar(300) path '$[2]'))) j
      join stage_operation o on o.n = j.n
      left join field_spec s on s.entity = o.entity and s.field = j.name collate utf8mb4_bin
                            and char_length(s.field) = char_length(j.name)
     where j.ordinal is not null;
end
//
-- What is wrong with an operation's values altogether, and what the rules about the state look at.
create definer = {definer} procedure push_stage_values()
    sql security definer modifies sql data
begin
    update stage_operation o
      left join (select f.n, sum(f.ruled) as ruled, min(case when f.outcome = 'invalid' then f.name end) as invalid,
                   case when sum(coalesce(f.outcome, '') = 'malformed') > 0 then 'malformed'
                        -- A creation brings every required field.
                        when max(f.kind) = 'create' and sum(f.unit <> '') > 0 and sum(f.needed) <> max(r.needed) then 'required'
                        when count(*) <> count(distinct f.name) or sum(coalesce(f.outcome, '') = 'invalid') > 0 then 'value'
                        when cast(max(case when f.name = 'ends_at' then f.value end) as signed)
                             <= cast(max(case when f.name = 'starts_at' then f.value end) as signed) then 'event.period'
                        end as rule_id,
                   sum(coalesce(f.outcome, '') in ('malformed', 'invalid')) = 0 and count(*) = count(distinct f.name)
                       and (max(f.kind) = 'change' or sum(f.needed) = max(r.needed)) as usable,
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
              from stage_field f
              join (select s.entity, sum(s.required and s.type <> 'boolean') as needed
                      from field_spec s group by s.entity) r on r.entity = f.entity
             group by f.n) x on x.n = o.n
       set o.rule_fields = coalesce(x.ruled, 0),
           o.state = case when x.rule_id = 'malformed' then 'malformed' when x.n is null or x.rule_id is not null then 'refused' end,
           o.code = case when x.n is null or x.rule_id is not null then 'invalid_value' end,
           o.rule_id = case when x.n is null then 'value' else x.rule_id end,
           o.fault_field = case when x.rule_id = 'event.period' then 'ends_at' else x.invalid end,
           o.new_client = if(x.usable, x.new_client, null),
           o.new_contract = if(x.usable, x.new_contract, null),
           o.new_reverses = if(x.usable, x.new_reverses, null),
           o.new_support = if(x.usable, x.new_support, null),
           o.new_commercial = if(x.usable, x.new_commercial, null),
           o.new_currency = if(x.usable, x.new_currency, null),
           o.new_amount = if(x.usable, x.new_amount, null),
           o.new_email = if(x.usable, x.new_email, null),
           o.new_department = if(x.usable, x.new_department, null),
           o.new_active = if(x.usable, x.new_active, null),
           o.new_withdrawn = if(x.usable, x.new_withdrawn, null),
           o.new_cancelled = if(x.usable, x.new_cancelled, null),
           o.new_starts = if(x.usable, x.new_starts, null),
           o.new_ends = if(x.usable, x.new_ends, null),
           o.new_created_on = if(x.usable, x.new_created_on, null),
           o.new_number = if(x.usable, x.new_number, null),
           o.clears_signature = coalesce(x.clears_signature, 0),
           o.alone = (coalesce(x.usable, 0) and (o.entity = 'collaborator' or coalesce(x.decides, 0)));
    if exists (select 1 from stage_operation o where o.state = 'malformed') then
        call refuse(31004, 'form: a field of the batch is malformed');
    end if;
end
//
-- Which operation must see which: an operation that names a record touched before it waits for that one.
create definer = {definer} procedure push_stage_order()
    sql security definer modifies sql data
order_body: begin
    declare v_twice, v_others int;
    update stage_operation o join operation_log l on l.operation = o.id
       set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
    update stage_operation o join operation_known l on l.operation = o.id
       set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
    -- Nothing names another record, and none is named twice.
    select count(*) - count(distinct o.record),
           sum(o.new_contract is not null or o.new_reverses is not null or o.new_client is not null)
      into v_twice, v_others from stage_operation o;
    if v_twice = 0 and v_others = 0 then
        leave order_body;
    end if;
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
