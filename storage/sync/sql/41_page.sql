-- The present state in pages, for a first synchronisation: one entity, ordered by id, after an id. The laptop
-- notes the log's head before the first page and pulls from there afterwards; what a page already showed of a
-- later number does no harm, because a field is only replaced by a newer number.
-- "near" limits events to those of the caller or still to come, and the other entities to what belongs to them.
-- "conflict" are the questions that are open, by operation: rows operation, entity, record, author, number, conflicts.
create definer = {definer} procedure sync_page(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_device, v_entity, v_after, v_count_text, v_part varchar(300);
    declare v_count, v_rows int;
    declare v_total varchar(20);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_request, '$.entity', '^(collaborator|client|contract|payment|event|conflict)$', v_entity);
    call request_text(p_request, '$.part', '^(near|all)$', v_part);
    call request_text(p_request, '$.after', '^([0-9a-f]{32})?$', v_after);
    call request_text(p_request, '$.records_max', '^[0-9]{1,4}$', v_count_text);
    set v_count = greatest(1, cast(v_count_text as signed));
    call account_served(v_device, v_account, (select h.number from head h));
    set v_after = coalesce(v_after, '');

    create temporary table if not exists stage_page (id varchar(32) not null primary key) engine = innodb;
    create temporary table if not exists stage_version (record varchar(32) not null primary key,
                                                        numbers longtext not null) engine = innodb;
    delete from stage_page;
    delete from stage_version;
    if v_entity = 'conflict' then
        insert into stage_page (id)
        select distinct c.operation from conflict c
         where c.settled_by is null and c.operation > v_after order by c.operation limit v_count;
    elseif v_part = 'all' and v_entity = 'client' then
        insert into stage_page (id) select c.id from client c where c.id > v_after order by c.id limit v_count;
    elseif v_part = 'all' and v_entity = 'contract' then
        insert into stage_page (id) select c.id from contract c where c.id > v_after order by c.id limit v_count;
    elseif v_part = 'all' and v_entity = 'payment' then
        insert into stage_page (id) select c.id from payment c where c.id > v_after order by c.id limit v_count;
    elseif v_part = 'all' and v_entity = 'event' then
        insert into stage_page (id) select c.id from event c where c.id > v_after order by c.id limit v_count;
    elseif v_entity = 'collaborator' then
        insert into stage_page (id) select c.id from collaborator c where c.id > v_after order by c.id limit v_count;
    else
        call page_near(v_collaborator, v_entity = 'event' and v_after = '');
        insert into stage_page (id)
        select n.id from stage_near n where n.entity = v_entity and n.id > v_after order by n.id limit v_count;
    end if;
    set v_rows = (select count(*) from stage_page p);
    -- [[unit, number], ...] of the units that changed since the creation.
    insert into stage_version (record, numbers)
    select v.record, concat('[', group_concat(concat('["', v.unit, '","', v.number, '"]') separator ','), ']')
      from stage_page p straight_join field_version v on v.record = p.id group by v.record;
    -- How much there is altogether, said with the first page: counting is not free.
    if v_after = '' and v_entity = 'collaborator' then
        set v_total = cast((select count(*) from collaborator) + (select count(*) from client)
                           + (select count(*) from contract) + (select count(*) from payment)
                           + (select count(*) from event) as char);
    end if;
    select json_object('entity', v_entity, 'part', v_part, 'rows', cast(v_rows as char), 'total', v_total,
                       'more', v_rows = v_count) as answer;
    if v_entity = 'conflict' then
        select straight_join c.operation, max(c.entity), max(c.record), max(c.author), max(c.number),
               concat('[', group_concat(concat('[', json_quote(c.unit), ',', json_quote(c.outcome), ',"',
                      c.theirs_number, '","', c.base, '",', c.mine, ',', c.theirs, ']') order by c.unit separator ','), ']')
          from stage_page p join conflict c on c.operation = p.id
         where c.settled_by is null group by c.operation order by c.operation;
    else
        call page_rows(v_entity);
    end if;
end
//
-- What a person looks at first: found once in a session, and read from there page by page. Of all that is coming the next
-- five weeks, which fill the calendar's month; what is one's own without an end.
create definer = {definer} procedure page_near(in p_collaborator varchar(32), in p_anew tinyint)
    sql security definer modifies sql data
begin
    declare v_begin bigint default now_ms() - 86400000;
    create temporary table if not exists stage_near (entity varchar(16) not null, id varchar(32) not null,
                                                     primary key (entity, id)) engine = innodb;
    if p_anew then
        delete from stage_near;
    end if;
    -- Begun in another session, or nothing is near.
    if not exists (select 1 from stage_near n where n.entity = 'event') then
        create temporary table if not exists stage_event (id varchar(32) not null primary key) engine = innodb;
        delete from stage_event;
        insert into stage_event (id)
        select e.id from event e
         where e.withdrawn = 0 and e.ends_at > v_begin and e.ends_at < v_begin + 3110400000;
        insert ignore into stage_event (id)
        select e.id from event e where e.withdrawn = 0 and e.ends_at > v_begin and e.support = p_collaborator;
        insert ignore into stage_event (id)
        select e.id from event e join record r on r.id = e.id
         where e.withdrawn = 0 and e.ends_at > v_begin and r.created_by = p_collaborator;
        insert into stage_near (entity, id) select 'event', s.id from stage_event s;
        insert ignore into stage_near (entity, id)
        select 'contract', e.contract from stage_event s join event e on e.id = s.id;
        insert ignore into stage_near (entity, id)
        select 'client', k.client from stage_event s join event e on e.id = s.id join contract k on k.id = e.contract;
        insert ignore into stage_near (entity, id)
        select 'payment', q.id from stage_event s join event e on e.id = s.id join payment q on q.contract = e.contract;
    end if;
end
//
-- fields: {name: value}; numbers: [[unit, number], ...] of what changed since creation.
-- straight_join: from the page to its rows. Of a temporary table that is filled anew for each page the optimizer knows
-- nothing, and it has chosen to read every record there is.
create definer = {definer} procedure page_rows(in p_entity varchar(16))
    sql security definer reads sql data
begin
    case p_entity
    when 'collaborator' then
        select straight_join r.id, r.entity, r.created_by, r.created_number, r.created_operation,
               json_object('full_name', t.full_name, 'email', t.email, 'phone', t.phone, 'department', t.department,
                           'active', cast(t.active as char), 'must_change_password', cast(t.must_change_password as char),
                           'language', t.language) as fields, coalesce(v.numbers, '[]') as numbers
          from stage_page p join record r on r.id = p.id join collaborator t on t.id = p.id
          left join stage_version v on v.record = p.id order by p.id;
    when 'client' then
        select straight_join r.id, r.entity, r.created_by, r.created_number, r.created_operation,
               json_object('full_name', t.full_name, 'email', t.email, 'phone', t.phone, 'company', t.company,
                           'first_contact', cast(t.first_contact as char), 'last_contact', cast(t.last_contact as char),
                           'commercial', t.commercial, 'notes', t.notes, 'withdrawn', cast(t.withdrawn as char)) as fields,
               coalesce(v.numbers, '[]') as numbers
          from stage_page p join record r on r.id = p.id join client t on t.id = p.id
          left join stage_version v on v.record = p.id order by p.id;
    when 'contract' then
        select straight_join r.id, r.entity, r.created_by, r.created_number, r.created_operation,
               json_object('number', t.number, 'client', t.client, 'total', cast(t.total as char), 'currency', t.currency,
                           'created_on', cast(t.created_on as char), 'signed_on', cast(t.signed_on as char),
                           'notes', t.notes, 'withdrawn', cast(t.withdrawn as char)) as fields,
               coalesce(v.numbers, '[]') as numbers
          from stage_page p join record r on r.id = p.id join contract t on t.id = p.id
          left join stage_version v on v.record = p.id order by p.id;
    when 'payment' then
        select straight_join r.id, r.entity, r.created_by, r.created_number, r.created_operation,
               json_object('contract', t.contract, 'amount', cast(t.amount as char), 'currency', t.currency,
                           'received_on', cast(t.received_on as char), 'method', t.method, 'note', t.note,
                           'reverses', t.reverses) as fields, coalesce(v.numbers, '[]') as numbers
          from stage_page p join record r on r.id = p.id join payment t on t.id = p.id
          left join stage_version v on v.record = p.id order by p.id;
    else
        select straight_join r.id, r.entity, r.created_by, r.created_number, r.created_operation,
               json_object('title', t.title, 'contract', t.contract, 'contact_name', t.contact_name,
                           'contact_phone', t.contact_phone, 'contact_email', t.contact_email,
                           'starts_at', cast(t.starts_at as char), 'ends_at', cast(t.ends_at as char),
                           'time_zone', t.time_zone, 'support', t.support, 'venue_name', t.venue_name,
                           'venue_address', t.venue_address, 'attendees', cast(t.attendees as char), 'notes', t.notes,
                           'cancelled', cast(t.cancelled as char), 'withdrawn', cast(t.withdrawn as char)) as fields,
               coalesce(v.numbers, '[]') as numbers
          from stage_page p join record r on r.id = p.id join event t on t.id = p.id
          left join stage_version v on v.record = p.id order by p.id;
    end case;
end
