-- Meets the changes p_first to p_last with what has changed since their authors looked, by unit. `p_held`: some
-- may not be taken. `p_met` becomes 1 when there was something to tell of single units.
create definer = {definer} procedure push_merge(in p_first int, in p_last int, in p_occurs varchar(200),
                                                in p_withdrawn int, out p_held int, inout p_met tinyint)
    sql security definer modifies sql data
begin
    declare v_fixed, v_open int;
    -- A base is a number, or the author's own operation; "0" is the value at creation. Unchanged since: applied.
    update stage_field f
      join record r on r.id = f.record
      left join field_version v on v.record = f.record and v.unit = f.unit
       set f.version_number = coalesce(v.number, r.created_number),
           f.version_operation = coalesce(v.operation, r.created_operation),
           f.version_stamp = coalesce(v.stamp, r.created_stamp),
           f.outcome = case when f.policy = 'immutable' then 'fixed'
                            when f.base = cast(coalesce(v.number, r.created_number) as char)
                              or f.base = coalesce(v.operation, r.created_operation)
                              or (f.base = '0' and v.number is null) then 'applied' end
     where f.n between p_first and p_last and f.kind = 'change' and f.outcome is null;
    select sum(coalesce(f.outcome, '') = 'fixed'), sum(f.outcome is null) into v_fixed, v_open
      from stage_field f where f.n between p_first and p_last;
    set p_held = v_fixed > 0 or v_open > 0;
    if v_open > 0 or p_withdrawn > 0 then
        call push_rare_tables();
    end if;
    if v_fixed > 0 then
        update stage_operation o
          join (select f.n, min(f.name) as name from stage_field f
                 where f.n between p_first and p_last and f.outcome = 'fixed' group by f.n) x on x.n = o.n
           set o.state = 'refused', o.code = 'invalid_value', o.rule_id = 'field.fixed', o.fault_field = x.name
         where o.state = 'applied';
    end if;
    if v_open > 0 then
        insert into stage_unit (n, unit, policy, base, version_number, version_operation, version_stamp)
        select f.n, f.unit, min(f.policy), min(f.base), max(f.version_number), max(f.version_operation), max(f.version_stamp)
          from stage_field f join stage_operation o on o.n = f.n
         where f.n between p_first and p_last and o.state = 'applied' and f.outcome is null
         group by f.n, f.unit;
        if row_count() > 0 then
            set p_met = 1;
            -- A unit is one choice, whatever each of its fields says that it stood on.
            update stage_field f join stage_unit u on u.n = f.n and u.unit = f.unit
               set f.outcome = null, f.base = u.base
             where f.n between p_first and p_last and f.outcome = 'applied';
            call push_merge_units(p_first, p_last, p_occurs);
        end if;
    end if;
    -- An edit of a record that was deleted meanwhile is kept, does not resurrect it, and is recorded.
    if p_withdrawn > 0 then
        insert ignore into stage_unit (n, unit, policy, base, version_number, version_operation, version_stamp, outcome)
        select o.n, 'withdrawn', 'ask', '0', coalesce(v.number, r.created_number), coalesce(v.operation, r.created_operation),
               coalesce(v.stamp, r.created_stamp), 'deleted'
          from stage_operation o
          join stage_value x on x.n = o.n
          join record r on r.id = o.record
          left join field_version v on v.record = o.record and v.unit = 'withdrawn'
         where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.withdrawn
           and x.new_withdrawn is null;
        set p_met = 1;
    end if;
end
//
create definer = {definer} procedure push_merge_units(in p_first int, in p_last int, in p_occurs varchar(200))
    sql security definer modifies sql data
begin
    -- The author's own operation agreed with this number: the value has not changed since.
    update stage_unit u join agreement a on a.operation = u.base and a.unit = u.unit and a.number = u.version_number
       set u.outcome = 'applied'
     where u.n between p_first and p_last;
    -- Built on an operation that was not taken: it waits with it, or falls with it. Found by its id here: an index of all
    -- ids would keep those of earlier batches for a while, and is read by whoever asks whether the table is empty.
    insert ignore into stage_touch (id, n) select o.id, o.n from stage_operation o;
    update stage_unit u
      left join operation_log l on l.operation = u.base
      left join operation_known w on w.operation = u.base
      left join stage_touch t on t.id = u.base
      left join stage_operation b on b.n = t.n and b.id = u.base
       set u.outcome = case when b.state in ('merge', 'deferred') then 'deferred' else 'orphan' end
     where u.n between p_first and p_last and u.outcome is null and char_length(u.base) = 32
       and l.number is null and w.number is null;
    -- A further edit of a value that already waits for a choice changes that choice, nothing else.
    update stage_unit u join conflict c on c.operation = u.base and c.unit = u.unit
       set u.outcome = 'amended'
     where u.n between p_first and p_last and u.outcome is null and c.settled_by is null
       and c.outcome in ('lost', 'question');

    if locate('collaborator', p_occurs) > 0 then
        update stage_field f join collaborator t on t.id = f.record
           set f.current_value = case f.name when 'full_name' then t.full_name when 'email' then t.email
                   when 'phone' then t.phone when 'department' then t.department when 'active' then cast(t.active as char)
                   when 'must_change_password' then cast(t.must_change_password as char) when 'language' then t.language end
         where f.n between p_first and p_last and f.outcome is null and f.entity = 'collaborator';
    end if;
    if locate('client', p_occurs) > 0 then
        update stage_field f join client t on t.id = f.record
           set f.current_value = case f.name when 'full_name' then t.full_name when 'email' then t.email
                   when 'phone' then t.phone when 'company' then t.company
                   when 'first_contact' then cast(t.first_contact as char)
                   when 'last_contact' then cast(t.last_contact as char) when 'commercial' then t.commercial
                   when 'notes' then t.notes when 'withdrawn' then cast(t.withdrawn as char) end
         where f.n between p_first and p_last and f.outcome is null and f.entity = 'client';
    end if;
    if locate('contract', p_occurs) > 0 then
        update stage_field f join contract t on t.id = f.record
           set f.current_value = case f.name when 'number' then t.number when 'client' then t.client
                   when 'total' then cast(t.total as char) when 'currency' then t.currency
                   when 'created_on' then cast(t.created_on as char) when 'signed_on' then cast(t.signed_on as char)
                   when 'notes' then t.notes when 'withdrawn' then cast(t.withdrawn as char) end
         where f.n between p_first and p_last and f.outcome is null and f.entity = 'contract';
    end if;
    if locate('event', p_occurs) > 0 then
        update stage_field f join event t on t.id = f.record
           set f.current_value = case f.name when 'title' then t.title when 'contract' then t.contract
                   when 'contact_name' then t.contact_name when 'contact_phone' then t.contact_phone
                   when 'contact_email' then t.contact_email when 'starts_at' then cast(t.starts_at as char)
                   when 'ends_at' then cast(t.ends_at as char) when 'time_zone' then t.time_zone
                   when 'support' then t.support when 'venue_name' then t.venue_name
                   when 'venue_address' then t.venue_address when 'attendees' then cast(t.attendees as char)
                   when 'notes' then t.notes when 'cancelled' then cast(t.cancelled as char)
                   when 'withdrawn' then cast(t.withdrawn as char) end
         where f.n between p_first and p_last and f.outcome is null and f.entity = 'event';
    end if;
    -- A choice is written even when it names what already stands: the log must tell whose question ends, and about what.
    update stage_unit u
      join (select f.n, f.unit, min(cast(f.value as binary) <=> cast(f.current_value as binary)) as equal
              from stage_field f where f.n between p_first and p_last and f.outcome is null group by f.n, f.unit) x
        on x.n = u.n and x.unit = u.unit
      join stage_settle s on s.n = u.n
      join stage_operation o on o.n = u.n
      join conflict c on c.operation = s.operation and c.unit = u.unit and c.record = o.record
       set u.outcome = 'applied'
     where u.outcome is null and x.equal = 1 and c.settled_by is null;
    -- Two people who write the same value never disagree.
    update stage_unit u
      join (select f.n, f.unit, min(cast(f.value as binary) <=> cast(f.current_value as binary)) as equal
              from stage_field f where f.n between p_first and p_last and f.outcome is null group by f.n, f.unit) x
        on x.n = u.n and x.unit = u.unit
       set u.outcome = 'agreed'
     where u.outcome is null and x.equal = 1;
    update stage_unit u join stage_operation o on o.n = u.n
       set u.outcome = case u.policy
               when 'lines' then case when o.merge_round < 3 then 'merge' else 'question' end
               when 'newest_wins' then case when o.stamp > u.version_stamp
                        or (o.stamp = u.version_stamp and o.id > u.version_operation) then 'won' else 'lost' end
               else 'question' end
     where u.n between p_first and p_last and u.outcome is null;
    update stage_field f join stage_unit u on u.n = f.n and u.unit = f.unit
       set f.outcome = u.outcome
     where f.n between p_first and p_last and f.outcome is null;
    update stage_operation o
      join (select u.n, max(u.outcome = 'orphan') as orphan, max(u.outcome = 'merge') as merging,
                   max(u.outcome = 'deferred') as waiting
              from stage_unit u where u.n between p_first and p_last group by u.n) x on x.n = o.n
       set o.state = case when x.orphan then 'refused' when x.merging then 'merge' when x.waiting then 'deferred' else o.state end,
           o.code = case when x.orphan then 'conflict_with_state' end,
           o.rule_id = case when x.orphan then 'base.refused' end
     where o.state = 'applied';
end
