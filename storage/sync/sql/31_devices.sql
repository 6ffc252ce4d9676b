-- For gestion: which devices exchange, what each held last, and that one exchanges no more.
create definer = {definer} procedure central_devices(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_of_gestion(v_state, v_collaborator);
    call request_check(p_request);
    select json_object('server_id', s.server_id, 'schema', cast(s.schema_version as char),
                       'epoch', cast(s.epoch as char), 'head', cast(h.number as char), 'state', s.state) as answer
      from server s join head h;
    select d.id, d.name, d.state, a.collaborator, d.cursor_number, d.first_seen_at, d.last_seen_at
      from device d left join account a on a.name = d.last_account order by d.last_seen_at desc, d.id;
end
//
-- Gestion looks also while the server waits for it after a restore.
create definer = {definer} procedure session_of_gestion(in p_state varchar(16), in p_collaborator varchar(32))
    sql security definer reads sql data
begin
    if p_state <> 'ready' then
        call refuse(31002, 'account_closed: this collaborator has no access any more');
    end if;
    call account_needs_gestion(p_collaborator);
end
//
-- What a device held at its last exchange, for whoever must tell people about a lost laptop: first the answer, then
-- the records it had of each entity, then who used it.
create definer = {definer} procedure central_report(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_target varchar(300);
    declare v_cursor bigint unsigned;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_of_gestion(v_state, v_collaborator);
    call request_check(p_request);
    call request_text(p_request, '$.target', '^[0-9a-f]{32}$', v_target);
    select greatest(d.cursor_number, coalesce((select max(u.served_number) from device_account u
                                                where u.device = v_target), 0))
      into v_cursor from device d where d.id = v_target;
    if v_cursor is null then
        call refuse(31016, 'device: this server does not know it');
    end if;
    select json_object('id', d.id, 'name', d.name, 'state', d.state, 'program', d.program_version,
                       'cursor', cast(v_cursor as char), 'head', cast(h.number as char),
                       'first_seen', cast(d.first_seen_at as char), 'last_seen', cast(d.last_seen_at as char),
                       'contacts', cast((select count(*) from event e join record r on r.id = e.id
                                          where r.created_number <= v_cursor
                                            and coalesce(e.contact_name, e.contact_phone, e.contact_email) is not null)
                                        as char)) as answer
      from device d join head h where d.id = v_target;
    select r.entity, count(*) from record r where r.created_number <= v_cursor group by r.entity;
    select distinct a.collaborator from device_account u join account a on a.name = u.account where u.device = v_target;
end
//
-- From now on the device is a stranger, and nothing waits for it. Should it come back, it starts anew with a new id,
-- and what it had not sent is not lost.
create definer = {definer} procedure central_retire(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_device, v_target varchar(300);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_of_gestion(v_state, v_collaborator);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_request, '$.target', '^[0-9a-f]{32}$', v_target);
    if not exists (select 1 from device d where d.id = v_target) then
        call refuse(31016, 'device: this server does not know it');
    end if;
    if v_target = v_device then
        call refuse(31004, 'form: not the device that asks');
    end if;
    update device d set d.state = 'retired' where d.id = v_target;
    commit;
    call account_sweep();
    select json_object('id', v_target, 'state', 'retired') as answer;
end
