-- For gestion: which devices exchange, and what each held last.
create definer = {definer} procedure central_devices(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call account_needs_gestion(v_collaborator);
    select json_object('server_id', s.server_id, 'schema', cast(s.schema_version as char),
                       'epoch', cast(s.epoch as char), 'head', cast(h.number as char)) as answer
      from server s join head h;
    select d.id, d.name, d.state, a.collaborator, d.cursor_number, d.first_seen_at, d.last_seen_at
      from device d left join account a on a.name = d.last_account order by d.last_seen_at desc;
end
