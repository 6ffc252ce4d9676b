-- The fields that changed, entity by entity. A row is touched only in the columns its operation sets, because
-- a null value is a value: `has_…` tells an emptied field from one that was not named.
create definer = {definer} procedure push_write_changed(in p_first int, in p_last int, in p_occurs varchar(200))
    sql security definer modifies sql data
begin
    if locate('collaborator', p_occurs) > 0 then
        call push_change_collaborators(p_first, p_last);
    end if;
    if locate('client', p_occurs) > 0 then
        call push_change_clients(p_first, p_last);
    end if;
    if locate('contract', p_occurs) > 0 then
        call push_change_contracts(p_first, p_last);
    end if;
    if locate('event', p_occurs) > 0 then
        call push_change_events(p_first, p_last);
    end if;
    -- Texts without a bound on their own: in the grouped tables above MariaDB would write them to a file.
    if locate('notes', p_occurs) > 0 then
        call push_write_notes(p_first, p_last, p_occurs);
    end if;
    -- The fields of a unit write one row, each the same.
    insert into field_version (record, unit, number, operation, stamp)
    select o.record, f.unit, o.number, o.id, o.stamp
      from stage_operation o straight_join stage_field f on f.n = o.n
     where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and f.outcome in ('applied', 'won')
        on duplicate key update number = values(number), operation = values(operation), stamp = values(stamp);
end
//
create definer = {definer} procedure push_change_collaborators(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update collaborator t join (
            select max(o.record) as record,
                   max(f.name = 'full_name') as has_full_name, max(case f.name when 'full_name' then left(f.value, 200) end) as full_name,
                   max(f.name = 'email') as has_email, max(case f.name when 'email' then left(f.value, 254) end) as email,
                   max(f.name = 'phone') as has_phone, max(case f.name when 'phone' then left(f.value, 60) end) as phone,
                   max(f.name = 'department') as has_department, max(case f.name when 'department' then left(f.value, 16) end) as department,
                   max(f.name = 'active') as has_active, max(case f.name when 'active' then left(f.value, 1) end) as active,
                   max(f.name = 'must_change_password') as has_must_change_password, max(case f.name when 'must_change_password' then left(f.value, 1) end) as must_change_password,
                   max(f.name = 'language') as has_language, max(case f.name when 'language' then left(f.value, 2) end) as language
              from stage_operation o straight_join stage_field f on f.n = o.n
             where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'collaborator'
               and f.outcome in ('applied', 'won')
             group by o.n) x on x.record = t.id
       set t.full_name = if(x.has_full_name, x.full_name, t.full_name),
           t.email = if(x.has_email, x.email, t.email),
           t.phone = if(x.has_phone, x.phone, t.phone),
           t.department = if(x.has_department, x.department, t.department),
           t.active = if(x.has_active, x.active, t.active),
           t.must_change_password = if(x.has_must_change_password, x.must_change_password, t.must_change_password),
           t.language = if(x.has_language, x.language, t.language);
    -- Who is not active any more has no account, from the very moment in which the server takes that.
    if row_count() > 0 then
        update account a join collaborator c on c.id = a.collaborator join stage_operation o on o.record = c.id
           set a.state = 'closing', a.changed_at = now_ms()
         where o.n between p_first and p_last and o.state = 'applied' and c.active = 0 and a.state in ('new', 'ready');
    end if;
end
//
create definer = {definer} procedure push_change_clients(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update client t join (
            select max(o.record) as record,
                   max(f.name = 'full_name') as has_full_name, max(case f.name when 'full_name' then left(f.value, 200) end) as full_name,
                   max(f.name = 'email') as has_email, max(case f.name when 'email' then left(f.value, 254) end) as email,
                   max(f.name = 'phone') as has_phone, max(case f.name when 'phone' then left(f.value, 60) end) as phone,
                   max(f.name = 'company') as has_company, max(case f.name when 'company' then left(f.value, 200) end) as company,
                   max(f.name = 'first_contact') as has_first_contact, max(case f.name when 'first_contact' then left(f.value, 10) end) as first_contact,
                   max(f.name = 'last_contact') as has_last_contact, max(case f.name when 'last_contact' then left(f.value, 10) end) as last_contact,
                   max(f.name = 'commercial') as has_commercial, max(case f.name when 'commercial' then left(f.value, 32) end) as commercial,
                   max(f.name = 'withdrawn') as has_withdrawn, max(case f.name when 'withdrawn' then left(f.value, 1) end) as withdrawn
              from stage_operation o straight_join stage_field f on f.n = o.n
             where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'client'
               and f.outcome in ('applied', 'won')
             group by o.n) x on x.record = t.id
       set t.full_name = if(x.has_full_name, x.full_name, t.full_name),
           t.email = if(x.has_email, x.email, t.email),
           t.phone = if(x.has_phone, x.phone, t.phone),
           t.company = if(x.has_company, x.company, t.company),
           t.first_contact = if(x.has_first_contact, x.first_contact, t.first_contact),
           t.last_contact = if(x.has_last_contact, x.last_contact, t.last_contact),
           t.commercial = if(x.has_commercial, x.commercial, t.commercial),
           t.withdrawn = if(x.has_withdrawn, x.withdrawn, t.withdrawn);
end
//
create definer = {definer} procedure push_change_contracts(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update contract t join (
            select max(o.record) as record,
                   max(f.name = 'total') as has_total, max(case f.name when 'total' then left(f.value, 20) end) as total,
                   max(f.name = 'currency') as has_currency, max(case f.name when 'currency' then left(f.value, 3) end) as currency,
                   max(f.name = 'created_on') as has_created_on, max(case f.name when 'created_on' then left(f.value, 10) end) as created_on,
                   max(f.name = 'signed_on') as has_signed_on, max(case f.name when 'signed_on' then left(f.value, 10) end) as signed_on,
                   max(f.name = 'withdrawn') as has_withdrawn, max(case f.name when 'withdrawn' then left(f.value, 1) end) as withdrawn
              from stage_operation o straight_join stage_field f on f.n = o.n
             where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'contract'
               and f.outcome in ('applied', 'won')
             group by o.n) x on x.record = t.id
       set t.total = if(x.has_total, x.total, t.total),
           t.currency = if(x.has_currency, x.currency, t.currency),
           t.created_on = if(x.has_created_on, x.created_on, t.created_on),
           t.signed_on = if(x.has_signed_on, x.signed_on, t.signed_on),
           t.withdrawn = if(x.has_withdrawn, x.withdrawn, t.withdrawn);
end
//
create definer = {definer} procedure push_change_events(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update event t join (
            select max(o.record) as record,
                   max(f.name = 'title') as has_title, max(case f.name when 'title' then left(f.value, 300) end) as title,
                   max(f.name = 'contract') as has_contract, max(case f.name when 'contract' then left(f.value, 32) end) as contract,
                   max(f.name = 'contact_name') as has_contact_name, max(case f.name when 'contact_name' then left(f.value, 200) end) as contact_name,
                   max(f.name = 'contact_phone') as has_contact_phone, max(case f.name when 'contact_phone' then left(f.value, 60) end) as contact_phone,
                   max(f.name = 'contact_email') as has_contact_email, max(case f.name when 'contact_email' then left(f.value, 254) end) as contact_email,
                   max(f.name = 'starts_at') as has_starts_at, max(case f.name when 'starts_at' then left(f.value, 20) end) as starts_at,
                   max(f.name = 'ends_at') as has_ends_at, max(case f.name when 'ends_at' then left(f.value, 20) end) as ends_at,
                   max(f.name = 'time_zone') as has_time_zone, max(case f.name when 'time_zone' then left(f.value, 64) end) as time_zone,
                   max(f.name = 'support') as has_support, max(case f.name when 'support' then left(f.value, 32) end) as support,
                   max(f.name = 'venue_name') as has_venue_name, max(case f.name when 'venue_name' then left(f.value, 200) end) as venue_name,
                   max(f.name = 'venue_address') as has_venue_address, max(case f.name when 'venue_address' then left(f.value, 500) end) as venue_address,
                   max(f.name = 'attendees') as has_attendees, max(case f.name when 'attendees' then left(f.value, 10) end) as attendees,
                   max(f.name = 'cancelled') as has_cancelled, max(case f.name when 'cancelled' then left(f.value, 1) end) as cancelled,
                   max(f.name = 'withdrawn') as has_withdrawn, max(case f.name when 'withdrawn' then left(f.value, 1) end) as withdrawn
              from stage_operation o straight_join stage_field f on f.n = o.n
             where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'event'
               and f.outcome in ('applied', 'won')
             group by o.n) x on x.record = t.id
       set t.title = if(x.has_title, x.title, t.title),
           t.contract = if(x.has_contract, x.contract, t.contract),
           t.contact_name = if(x.has_contact_name, x.contact_name, t.contact_name),
           t.contact_phone = if(x.has_contact_phone, x.contact_phone, t.contact_phone),
           t.contact_email = if(x.has_contact_email, x.contact_email, t.contact_email),
           t.starts_at = if(x.has_starts_at, x.starts_at, t.starts_at),
           t.ends_at = if(x.has_ends_at, x.ends_at, t.ends_at),
           t.time_zone = if(x.has_time_zone, x.time_zone, t.time_zone),
           t.support = if(x.has_support, x.support, t.support),
           t.venue_name = if(x.has_venue_name, x.venue_name, t.venue_name),
           t.venue_address = if(x.has_venue_address, x.venue_address, t.venue_address),
           t.attendees = if(x.has_attendees, x.attendees, t.attendees),
           t.cancelled = if(x.has_cancelled, x.cancelled, t.cancelled),
           t.withdrawn = if(x.has_withdrawn, x.withdrawn, t.withdrawn);
end
//
create definer = {definer} procedure push_write_notes(in p_first int, in p_last int, in p_occurs varchar(200))
    sql security definer modifies sql data
begin
    if locate('client', p_occurs) > 0 then
        update client t join stage_operation o on o.record = t.id join stage_field f on f.n = o.n
           set t.notes = f.value
         where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'client'
           and f.name = 'notes' and f.outcome in ('applied', 'won');
    end if;
    if locate('contract', p_occurs) > 0 then
        update contract t join stage_operation o on o.record = t.id join stage_field f on f.n = o.n
           set t.notes = f.value
         where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'contract'
           and f.name = 'notes' and f.outcome in ('applied', 'won');
    end if;
    if locate('event', p_occurs) > 0 then
        update event t join stage_operation o on o.record = t.id join stage_field f on f.n = o.n
           set t.notes = f.value
         where o.n between p_first and p_last and o.state = 'applied' and o.kind = 'change' and o.entity = 'event'
           and f.name = 'notes' and f.outcome in ('applied', 'won');
    end if;
end
