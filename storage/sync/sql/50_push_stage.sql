-- A batch is laid out in temporary tables, judged and merged there, and written from there. They belong to
-- the session; nobody but these procedures can name them. MySQL opens a temporary table only once in a
-- statement, so no statement here names one twice. They are made once in a session and emptied where something is left:
-- asking is cheaper than doing it, and believes nothing that a client can set.
create definer = {definer} procedure push_tables()
    sql security definer modifies sql data
begin
    declare v_operations, v_fields, v_rest int default 1;
    -- Not there: the session's first push. Without that column: made before an upgrade.
    declare continue handler for 1146, 1054 call push_tables_made();
    set v_operations = (select count(o.rule_mask) from stage_operation o), v_fields = exists (select f.bit from stage_field f);
    if v_operations > 100 then
        truncate table stage_field;
        truncate table stage_operation;
    elseif v_operations > 0 or v_fields > 0 then
        delete from stage_field;
        delete from stage_operation;
    end if;
    set v_rest = exists (select 1 from stage_group) + exists (select 1 from stage_verdict) + exists (select 1 from stage_reference)
               + exists (select 1 from stage_touch) + exists (select 1 from stage_number) + exists (select 1 from stage_settle)
               + exists (select 1 from stage_unit);
    if v_rest > 0 then
        delete from stage_group; delete from stage_verdict; delete from stage_reference; delete from stage_touch;
        delete from stage_number; delete from stage_settle; delete from stage_unit;
    end if;
end
//
create definer = {definer} procedure push_tables_made()
    sql security definer modifies sql data
begin
    drop temporary table if exists stage_operation, stage_field, stage_group, stage_verdict, stage_reference, stage_touch,
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
        state          varchar(16),             -- null until decided: applied | known | refused | merge | deferred
        code           varchar(32),
        rule_id        varchar(64),
        fault_field    varchar(32),
        number         bigint unsigned,
        depends_on     int             not null default 0,
        alone          tinyint         not null default 0,
        field_mask     bigint unsigned not null default 0,   -- its fields, each a bit by its place in field_spec
        rule_mask      bigint unsigned not null default 0,   -- those that need a right
        -- what it sets, for the rules about the state
        new_client     varchar(32), new_contract varchar(32), new_reverses varchar(32),
        new_support    varchar(32), new_commercial varchar(32), new_currency varchar(3), new_amount varchar(20),
        new_email      varchar(254), new_department varchar(16), new_active varchar(1), new_withdrawn varchar(1),
        new_cancelled  varchar(1),
        new_starts     varchar(20), new_ends varchar(20), new_created_on varchar(10), new_number varchar(40),
        clears_signature tinyint not null default 0,
        -- what it meets
        created_by     varchar(32), owner varchar(32), support varchar(32),
        contract       varchar(32), contract_signed tinyint not null default 0,
        contract_withdrawn tinyint not null default 0, contract_currency varchar(3),
        client_withdrawn tinyint not null default 0, withdrawn tinyint not null default 0,
        cancelled      tinyint not null default 0,
        long_fields    tinyint not null default 0,
        log_fields     longtext, log_conflicts longtext, log_settles longtext,   -- as the log will hold them
        key stage_operation_id (id)
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
-- Reads the operations. What is not one at all refuses the batch; what one got wrong in a value refuses its group,
-- later. Values are read wide and checked: JSON_TABLE coerces silently. They are read twice, once for the operations
-- and once for their fields: reading is what costs most. Told in `p_grouped`: somebody shares a group; the greatest stamp.
create definer = {definer} procedure push_stage(in p_operations json, in p_author varchar(32), out p_total int,
                                                out p_grouped int, out p_stamp bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_formed, v_ids, v_settles int;
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
    select count(*), sum(o.formed), count(distinct o.id), sum(o.group_id <> o.id), sum(o.settles), max(o.stamp)
      into p_total, v_formed, v_ids, p_grouped, v_settles, p_stamp from stage_operation o;
    if p_total <> v_all or coalesce(v_formed, 0) <> v_all then
        call refuse(31004, 'form: an operation of the batch is malformed');
    end if;
    if v_ids <> v_all then
        call refuse(31004, 'form: an operation is twice in the batch');
    end if;
    if p_grouped > 0 then
        call push_stage_groups();
        if exists (select 1 from stage_group g where g.last_n - g.first_n + 1 <> g.operations) then
            call refuse(31004, 'form: a group is not in one piece');
        end if;
    end if;
    if v_settles > 0 then
        insert into stage_settle (n, operation)
        select distinct j.n, j.operation
          from json_table(p_operations, '$[*]' columns (n for ordinality, nested path '$.x[*]' columns (
                   operation varchar(300) path '$'))) j
         where j.operation regexp '\\A[0-9a-f]{32}\\z';
    end if;
    call push_stage_fields(p_operations);
    call push_stage_values();
end
//
create definer = {definer} procedure push_stage_groups()
    sql security definer modifies sql data
begin
    insert into stage_group (group_id, first_n, last_n, operations)
    select o.group_id, min(o.n), max(o.n), count(*) from stage_operation o group by o.group_id;
end
//
-- Every value is checked by field_spec as it is read, by one pattern of all types: each that stands in a statement is
-- compiled each time. Words are matched, never compared: to = and IN, 'gestion ' is
-- 'gestion'. An expression and not a function: a call costs more than all of this.
create definer = {definer} procedure push_stage_fields(in p_operations json)
    sql security definer modifies sql data
begin
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
end
//
-- What is wrong with an operation's values altogether, and what the rules about the state look at. A sum of bits that is
-- not their union: a field is there twice. Values are cut to what a right one may be, so that no grouped table holds a
-- long text: MariaDB would write it to a file.
create definer = {definer} procedure push_stage_values()
    sql security definer modifies sql data
begin
    if exists (select 1 from stage_field f where f.outcome = 'malformed') then
        call refuse(31004, 'form: a field of the batch is malformed');
    end if;
    update stage_operation o
      left join (select f.n, bit_or(f.bit) as field_mask, bit_or(if(f.ruled, f.bit, 0)) as rule_mask,
                        max(char_length(coalesce(f.value, '')) > 75) as long_fields,
                        min(case when f.outcome = 'invalid' then f.name end) as invalid,
                        -- A creation brings every required field.
                        case when max(f.kind) = 'create' and sum(f.unit <> '') > 0 and sum(f.needed) <> max(r.needed) then 'required'
                             when sum(f.bit) <> bit_or(f.bit) or sum(coalesce(f.outcome, '') = 'invalid') > 0 then 'value'
                             when cast(max(case f.name when 'ends_at' then left(f.value, 20) end) as signed)
                                  <= cast(max(case f.name when 'starts_at' then left(f.value, 20) end) as signed) then 'event.period'
                             end as rule_id,
                        sum(coalesce(f.outcome, '') = 'invalid') = 0 and sum(f.bit) = bit_or(f.bit)
                            and (max(f.kind) = 'change' or sum(f.needed) = max(r.needed)) as usable,
                        max(case f.name when 'client' then left(f.value, 32) end) as new_client,
                        max(case f.name when 'contract' then left(f.value, 32) end) as new_contract,
                        max(case f.name when 'reverses' then left(f.value, 32) end) as new_reverses,
                        max(case f.name when 'support' then left(f.value, 32) end) as new_support,
                        max(case f.name when 'commercial' then left(f.value, 32) end) as new_commercial,
                        max(case f.name when 'currency' then left(f.value, 3) end) as new_currency,
                        max(case f.name when 'amount' then left(f.value, 20) end) as new_amount,
                        max(case f.name when 'email' then left(f.value, 254) end) as new_email,
                        max(case f.name when 'department' then left(f.value, 16) end) as new_department,
                        max(case f.name when 'active' then left(f.value, 1) end) as new_active,
                        max(case f.name when 'withdrawn' then left(f.value, 1) end) as new_withdrawn,
                        max(case f.name when 'cancelled' then left(f.value, 1) end) as new_cancelled,
                        max(case f.name when 'starts_at' then left(f.value, 20) end) as new_starts,
                        max(case f.name when 'ends_at' then left(f.value, 20) end) as new_ends,
                        max(case f.name when 'created_on' then left(f.value, 10) end) as new_created_on,
                        max(case f.name when 'number' then left(f.value, 40) end) as new_number,
                        max(f.name = 'signed_on' and f.value is null and f.kind = 'change') as clears_signature,
                        max(f.kind = 'change' and f.name in ('commercial', 'signed_on', 'withdrawn', 'currency', 'support',
                                                             'contract', 'cancelled')) as decides
                   from stage_field f
                   join (select s.entity, sum(s.required and s.type <> 'boolean') as needed
                           from field_spec s group by s.entity) r on r.entity = f.entity
                  group by f.n) x on x.n = o.n
       set o.field_mask = coalesce(x.field_mask, 0), o.rule_mask = coalesce(x.rule_mask, 0),
           o.long_fields = coalesce(x.long_fields, 0),
           o.state = case when x.n is null or x.rule_id is not null then 'refused' end,
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
           o.alone = coalesce(x.usable, 0) and (o.entity = 'collaborator' or coalesce(x.decides, 0));
end
//
-- Which operation must see which: an operation that names a record touched before it waits for that one. `p_walks`: not
-- all of them can be done at once.
create definer = {definer} procedure push_stage_order(out p_walks int)
    sql security definer modifies sql data
order_body: begin
    declare v_known, v_twice, v_others, v_alone int;
    select count(l.number) + count(w.number), count(*) - count(distinct o.record),
           sum(o.new_contract is not null or o.new_reverses is not null or o.new_client is not null),
           count(*) > 1 and sum(o.alone) > 0
      into v_known, v_twice, v_others, v_alone
      from stage_operation o
      left join operation_log l on l.operation = o.id
      left join operation_known w on w.operation = o.id;
    set p_walks = v_alone;
    if v_known > 0 then
        update stage_operation o join operation_log l on l.operation = o.id
           set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
        update stage_operation o join operation_known l on l.operation = o.id
           set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
    end if;
    -- Nothing names another record, and none is named twice.
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
    set p_walks = v_alone or row_count() > 0;
end
