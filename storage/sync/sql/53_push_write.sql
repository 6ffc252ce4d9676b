-- Writes the operations p_first to p_last that nothing held back, in order, from the number after p_number; only the
-- statements that have something to write. `p_held`: not all of them go. `p_met`: there are units to tell of.
create definer = {definer} procedure push_write(in p_first int, in p_last int, in p_batch varchar(32),
                                                in p_device varchar(32), in p_at bigint, in p_epoch int,
                                                in p_occurs varchar(200), in p_held int, in p_created int,
                                                in p_contracts int, in p_met tinyint, inout p_number bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_applied int default p_last - p_first + 1;
    declare v_created int default p_created;
    declare v_contracts int default p_contracts;
    if p_held then
        call push_hold(p_first, p_last, p_number, v_applied, v_created, v_contracts);
    end if;
    if v_applied > 0 then
        if v_contracts > 0 then
            call push_number_contracts(p_first, p_last, p_epoch);
        end if;
        if p_met or locate('settles', p_occurs) > 0 then
            call push_rare_tables();
            call push_write_conflicts(p_first, p_last, p_number);
        end if;
        if p_met or v_contracts > 0 or locate('long', p_occurs) > 0 then
            call push_write_line(p_first, p_last);
        end if;
        -- The log holds results: values as they now stand, and what is left to choose.
        insert into operation_log (number, operation, batch, group_id, position, command, entity, record, kind, author,
                                   device, stamp, at, fields, conflicts, settles, digest)
        select o.number, o.id, p_batch, o.group_id, o.position, o.command, o.entity, o.record, o.kind, o.author, p_device,
               o.stamp, p_at, v.log_fields, o.log_conflicts, o.log_settles,
               sha2(concat_ws('\n', o.number, o.id, p_batch, o.group_id, o.position, o.command, o.entity, o.record, o.kind,
                              o.author, p_device, o.stamp, p_at, v.log_fields, coalesce(o.log_conflicts, ''),
                              coalesce(o.log_settles, '')), 256)
          from stage_operation o join stage_value v on v.n = o.n
         where o.n between p_first and p_last and o.state = 'applied';
        set p_number = p_number + v_applied;
        if v_created > 0 then
            call push_write_created(p_first, p_last, p_occurs);
        end if;
        if v_created < v_applied then
            call push_write_changed(p_first, p_last, p_occurs);
        end if;
    end if;
end
//
-- One operation held back holds back its group: refused before merge before deferred. The others move up.
create definer = {definer} procedure push_hold(in p_first int, in p_last int, in p_number bigint unsigned,
                                               out p_applied int, out p_created int, out p_contracts int)
    sql security definer modifies sql data
begin
    call push_rare_tables();
    insert into stage_verdict (group_id, state)
    select o.group_id, case when sum(o.state = 'refused') > 0 then 'refused'
                            when sum(o.state = 'merge') > 0 then 'merge' else 'deferred' end
      from stage_operation o
     where o.n between p_first and p_last and o.state in ('refused', 'merge', 'deferred') group by o.group_id;
    update stage_operation o join stage_verdict v on v.group_id = o.group_id
       set o.code = case when v.state = 'refused' and o.state <> 'refused' then 'group' else o.code end,
           o.state = v.state, o.number = null
     where o.n between p_first and p_last and o.state <> 'known';
    delete from stage_verdict;
    insert into stage_number (n, ordinal)
    select o.n, row_number() over (order by o.n) from stage_operation o
     where o.n between p_first and p_last and o.state = 'applied';
    update stage_operation o join stage_number x on x.n = o.n
       set o.number = p_number + x.ordinal;
    delete from stage_number;
    select count(*), sum(o.kind = 'create'), sum(o.kind = 'create' and o.entity = 'contract')
      into p_applied, p_created, p_contracts
      from stage_operation o where o.n between p_first and p_last and o.state = 'applied';
end
//
-- The values that the log will hold, where not all are written, the server has added one, or one is long.
create definer = {definer} procedure push_write_line(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into stage_value (n, log_fields)
    select f.n, coalesce(concat('[', group_concat(if(f.outcome in ('applied', 'won'),
                                         concat('[', json_quote(f.name), ',', coalesce(json_quote(f.value), 'null'), ']'), null)
                                     order by f.ordinal separator ','), ']'), '[]')
      from stage_field f where f.n between p_first and p_last group by f.n
        on duplicate key update log_fields = values(log_fields);
end
//
-- A number that came with the contract is kept when it is free (a file that joins brings its own); the others
-- are counted by year: 2026-0001, and 2026-E2-0001 after a restore.
create definer = {definer} procedure push_number_contracts(in p_first int, in p_last int, in p_epoch int)
    sql security definer modifies sql data
begin
    update stage_operation o join stage_value v on v.n = o.n join contract k on k.number = v.new_number
       set v.new_number = null
     where o.n between p_first and p_last and o.state = 'applied' and o.entity = 'contract' and o.kind = 'create';
    delete f from stage_field f join stage_operation o on o.n = f.n join stage_value v on v.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.entity = 'contract' and o.kind = 'create'
       and f.name = 'number' and v.new_number is null;
    insert into contract_counter (year, epoch, last_number)
    select cast(left(v.new_number, 4) as signed), 1, max(cast(substr(v.new_number, 6) as signed))
      from stage_operation o join stage_value v on v.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.entity = 'contract' and o.kind = 'create'
       and v.new_number regexp '\\A[0-9]{4}-[0-9]{4,7}\\z'
     group by cast(left(v.new_number, 4) as signed)
        on duplicate key update last_number = greatest(last_number, values(last_number));
    insert into stage_field (n, ordinal, entity, kind, record, name, value, base, unit, policy, outcome)
    select x.n, 1000, 'contract', 'create', x.record, 'number',
           concat(x.year, '-', case when p_epoch > 1 then concat('E', p_epoch, '-') else '' end,
                  lpad(coalesce(c.last_number, 0) + x.ordinal, greatest(4, char_length(coalesce(c.last_number, 0) + x.ordinal)), '0')),
           '0', 'number', 'immutable', 'applied'
      from (select o.n, o.record, cast(left(v.new_created_on, 4) as signed) as year,
                   row_number() over (partition by left(v.new_created_on, 4) order by o.n) as ordinal
              from stage_operation o join stage_value v on v.n = o.n
             where o.n between p_first and p_last and o.state = 'applied' and o.entity = 'contract'
               and o.kind = 'create' and v.new_number is null) x
      left join contract_counter c on c.year = x.year and c.epoch = p_epoch;
    insert into contract_counter (year, epoch, last_number)
    select cast(left(v.new_created_on, 4) as signed), p_epoch, count(*)
      from stage_operation o join stage_value v on v.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.entity = 'contract' and o.kind = 'create'
       and v.new_number is null
     group by cast(left(v.new_created_on, 4) as signed)
        on duplicate key update last_number = last_number + values(last_number);
end
//
create definer = {definer} procedure push_write_conflicts(in p_first int, in p_last int, in p_after bigint unsigned)
    sql security definer modifies sql data
begin
    update conflict c
      join stage_settle x on x.operation = c.operation
      join stage_operation o on o.n = x.n
      join (select distinct f.n, f.unit from stage_field f where f.n between p_first and p_last) named
        on named.n = o.n and named.unit = c.unit
       set c.settled_by = o.id
     where o.n between p_first and p_last and o.state = 'applied' and c.record = o.record and c.settled_by is null;
    if exists (select 1 from stage_unit u where u.n between p_first and p_last) then
        insert ignore into stage_settle (n, operation)
        select u.n, u.base from stage_unit u where u.n between p_first and p_last and u.outcome = 'amended';
        -- As if its author had written the last value at once: it meets what stands now, not what the first one met, and
        -- what is equal to that nobody needs to answer.
        update conflict c
          join stage_unit u on u.base = c.operation and u.unit = c.unit and u.outcome = 'amended'
          join stage_operation o on o.n = u.n
          join (select f.n, f.unit,
                       concat('[', group_concat(concat('[', json_quote(f.name), ',',
                              coalesce(json_quote(f.value), 'null'), ']') order by f.ordinal separator ','), ']') as mine,
                       concat('[', group_concat(concat('[', json_quote(f.name), ',',
                              coalesce(json_quote(f.current_value), 'null'), ']') order by f.ordinal separator ','), ']') as theirs
                  from stage_field f where f.n between p_first and p_last group by f.n, f.unit) x
            on x.n = u.n and x.unit = u.unit
           set c.operation = o.id, c.author = o.author, c.mine = x.mine, c.theirs = x.theirs,
               c.theirs_number = u.version_number, c.number = o.number,
               c.settled_by = case when cast(x.mine as binary) = cast(x.theirs as binary) then o.id else null end
         where o.n between p_first and p_last and o.state = 'applied';
        insert ignore into agreement (operation, unit, number)
        select o.id, u.unit, u.version_number
          from stage_unit u
          join stage_operation o on o.n = u.n
          join conflict c on c.operation = o.id and c.unit = u.unit and c.settled_by = o.id
         where u.n between p_first and p_last and o.state = 'applied' and u.outcome = 'amended';
        -- An operation that the log says is settled is so in every field named: where it had won, and its author wrote on in
        -- the same edit, the question goes along.
        update conflict c
          join stage_settle s on s.operation = c.operation
          join stage_operation o on o.n = s.n and o.record = c.record
          join (select f.n, f.unit, min(f.outcome = 'applied') as written,
                       concat('[', group_concat(concat('[', json_quote(f.name), ',',
                              coalesce(json_quote(f.value), 'null'), ']') order by f.ordinal separator ','), ']') as mine
                  from stage_field f where f.n between p_first and p_last group by f.n, f.unit) x
            on x.n = o.n and x.unit = c.unit
           set c.operation = o.id, c.author = o.author, c.mine = x.mine, c.number = o.number
         where o.n between p_first and p_last and o.state = 'applied' and c.outcome = 'won' and c.settled_by is null
           and x.written;
        insert into conflict (operation, unit, record, entity, author, base, mine, theirs, theirs_number, outcome, number)
        select o.id, u.unit, o.record, o.entity, o.author, u.base, coalesce(x.mine, '[]'), coalesce(x.theirs, '[]'),
               u.version_number, u.outcome, o.number
          from stage_unit u
          join stage_operation o on o.n = u.n
          left join (select f.n, f.unit,
                       concat('[', group_concat(concat('[', json_quote(f.name), ',',
                              coalesce(json_quote(f.value), 'null'), ']') order by f.ordinal separator ','), ']') as mine,
                       concat('[', group_concat(concat('[', json_quote(f.name), ',',
                              coalesce(json_quote(f.current_value), 'null'), ']') order by f.ordinal separator ','), ']') as theirs
                  from stage_field f where f.n between p_first and p_last group by f.n, f.unit) x
            on x.n = u.n and x.unit = u.unit
         where u.n between p_first and p_last and o.state = 'applied' and u.outcome in ('won', 'lost', 'question', 'deleted');
        insert into agreement (operation, unit, number)
        select o.id, u.unit, u.version_number from stage_unit u join stage_operation o on o.n = u.n
         where u.n between p_first and p_last and o.state = 'applied' and u.outcome = 'agreed';
    end if;
    -- For the log.
    update stage_operation o
       set o.log_conflicts = (select concat('[', group_concat(concat('[', json_quote(k.unit), ',', json_quote(k.outcome), ',"',
                                 k.theirs_number, '","', k.base, '",', k.mine, ',', k.theirs, ']')
                                 order by k.unit separator ','), ']')
                            from conflict k where k.operation = o.id and k.number > p_after),
           o.log_settles = (select concat('[', group_concat(concat('"', w.operation, '"') order by w.operation
                               separator ','), ']')
                          from stage_settle w where w.n = o.n)
     where o.n between p_first and p_last and o.state = 'applied';
end
//
-- Entity by entity, each in a procedure: a session reads a procedure's text when it first calls it.
create definer = {definer} procedure push_write_created(in p_first int, in p_last int, in p_occurs varchar(200))
    sql security definer modifies sql data
begin
    insert into record (id, entity, created_number, created_operation, created_by, created_stamp)
    select o.record, o.entity, o.number, o.id, o.author, o.stamp from stage_operation o
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create';
    if locate('collaborator', p_occurs) > 0 then
        call push_create_collaborators(p_first, p_last);
    end if;
    if locate('client', p_occurs) > 0 then
        call push_create_clients(p_first, p_last);
    end if;
    if locate('contract', p_occurs) > 0 then
        call push_create_contracts(p_first, p_last);
    end if;
    if locate('payment', p_occurs) > 0 then
        call push_create_payments(p_first, p_last);
    end if;
    if locate('event', p_occurs) > 0 then
        call push_create_events(p_first, p_last);
    end if;
end
//
create definer = {definer} procedure push_create_collaborators(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into collaborator (id, full_name, email, phone, department, active, must_change_password, language)
    select max(o.record), max(case f.name when 'full_name' then f.value end), max(case f.name when 'email' then f.value end),
           max(case f.name when 'phone' then f.value end), max(case f.name when 'department' then f.value end),
           coalesce(max(case f.name when 'active' then f.value end), '1'),
           coalesce(max(case f.name when 'must_change_password' then f.value end), '0'),
           coalesce(max(case f.name when 'language' then f.value end), 'fr')
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create' and o.entity = 'collaborator'
     group by o.n;
end
//
create definer = {definer} procedure push_create_clients(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into client (id, full_name, email, phone, company, first_contact, last_contact, commercial, notes, withdrawn)
    select max(o.record), max(case f.name when 'full_name' then f.value end), max(case f.name when 'email' then f.value end),
           max(case f.name when 'phone' then f.value end), max(case f.name when 'company' then f.value end),
           max(case f.name when 'first_contact' then f.value end), max(case f.name when 'last_contact' then f.value end),
           max(case f.name when 'commercial' then f.value end), max(case f.name when 'notes' then f.value end),
           coalesce(max(case f.name when 'withdrawn' then f.value end), '0')
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create' and o.entity = 'client'
     group by o.n;
end
//
create definer = {definer} procedure push_create_contracts(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into contract (id, number, client, total, currency, created_on, signed_on, notes, withdrawn)
    select max(o.record), max(case f.name when 'number' then f.value end), max(case f.name when 'client' then f.value end),
           max(case f.name when 'total' then f.value end), max(case f.name when 'currency' then f.value end),
           max(case f.name when 'created_on' then f.value end), max(case f.name when 'signed_on' then f.value end),
           max(case f.name when 'notes' then f.value end), coalesce(max(case f.name when 'withdrawn' then f.value end), '0')
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create' and o.entity = 'contract'
     group by o.n;
end
//
create definer = {definer} procedure push_create_payments(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into payment (id, contract, amount, currency, received_on, method, note, reverses)
    select max(o.record), max(case f.name when 'contract' then f.value end), max(case f.name when 'amount' then f.value end),
           max(case f.name when 'currency' then f.value end), max(case f.name when 'received_on' then f.value end),
           max(case f.name when 'method' then f.value end), max(case f.name when 'note' then f.value end),
           max(case f.name when 'reverses' then f.value end)
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create' and o.entity = 'payment'
     group by o.n;
end
//
create definer = {definer} procedure push_create_events(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    insert into event (id, title, contract, contact_name, contact_phone, contact_email, starts_at, ends_at, time_zone,
                       support, venue_name, venue_address, attendees, notes, cancelled, withdrawn)
    select max(o.record), max(case f.name when 'title' then f.value end), max(case f.name when 'contract' then f.value end),
           max(case f.name when 'contact_name' then f.value end), max(case f.name when 'contact_phone' then f.value end),
           max(case f.name when 'contact_email' then f.value end), max(case f.name when 'starts_at' then f.value end),
           max(case f.name when 'ends_at' then f.value end), max(case f.name when 'time_zone' then f.value end),
           max(case f.name when 'support' then f.value end), max(case f.name when 'venue_name' then f.value end),
           max(case f.name when 'venue_address' then f.value end), max(case f.name when 'attendees' then f.value end),
           max(case f.name when 'notes' then f.value end), coalesce(max(case f.name when 'cancelled' then f.value end), '0'),
           coalesce(max(case f.name when 'withdrawn' then f.value end), '0')
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'create' and o.entity = 'event'
     group by o.n;
end
