-- Who is there, where the log stands, and what this device must do next. Registers a new device; without one it
-- only says whose account this is.
create definer = {definer} procedure sync_hello(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state, v_server_id, v_fence_now, v_fence_before, v_device_state varchar(32);
    declare v_last_account varchar(32);
    declare v_device, v_fence, v_cursor, v_chain, v_version, v_schema varchar(300);
    declare v_name varchar(300);
    declare v_last_batch varchar(32);
    declare v_epoch, v_schema_version, v_schema_oldest int;
    declare v_server_state varchar(16);
    declare v_head, v_number bigint unsigned;
    declare v_head_chain, v_known_chain varchar(64);
    declare v_history, v_standing varchar(16);
    declare v_department varchar(16);
    declare v_active, v_one_time, v_moved tinyint;
    declare exit handler for sqlexception begin rollback; resignal; end;

    call session_begin(v_account, v_collaborator, v_state);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^([0-9a-f]{32})?$', v_device);
    call request_text(p_request, '$.fence', '^([0-9a-f]{32})?$', v_fence);
    call request_text(p_request, '$.cursor', '^[0-9]{1,18}$', v_cursor);
    call request_text(p_request, '$.chain', '^([0-9a-f]{64})?$', v_chain);
    call request_text(p_request, '$.program', '^[0-9A-Za-z.+ -]{0,32}$', v_version);
    call request_text(p_request, '$.schema', '^[0-9]{1,6}$', v_schema);
    call request_text(p_request, '$.device_name', '^[^\n\r]{0,100}$', v_name);
    set v_number = cast(v_cursor as unsigned);

    start transaction;
    select s.server_id, s.epoch, s.schema_version, s.schema_oldest, s.state
      into v_server_id, v_epoch, v_schema_version, v_schema_oldest, v_server_state from server s;
    select h.number, h.chain into v_head, v_head_chain from head h;

    -- The history is looked at before the fence: a restored server must not take its laptops for clones.
    set v_history = 'same';
    if v_number > v_head then
        set v_history = 'behind';
    elseif v_number = v_head then
        if v_chain is not null and v_chain <> v_head_chain then set v_history = 'different'; end if;
    -- Before the place where the log begins there is nothing to compare: whoever stopped there begins anew.
    elseif v_number > 0 and v_chain is not null and v_number >= (select r.compacted_number from retention r) then
        select b.chain into v_known_chain from batch b where b.last_number = v_number;
        if v_known_chain is null or v_known_chain <> v_chain then set v_history = 'different'; end if;
    end if;

    select d.fence, d.previous_fence, d.state, d.last_batch, d.last_account
      into v_fence_now, v_fence_before, v_device_state, v_last_batch, v_last_account
      from device d where d.id = v_device for update;
    if v_device is null then
        set v_standing = 'none';
    elseif v_fence_now is null then
        set v_standing = 'new';
        set v_fence_now = left(sealed(concat('fence ', v_device, uuid(), rand())), 32);
        insert into device (id, name, fence, last_account, cursor_number, program_version, schema_version,
                            first_seen_at, last_seen_at)
        values (v_device, coalesce(v_name, ''), v_fence_now, v_account, v_number, coalesce(v_version, ''),
                cast(v_schema as signed), now_ms(), now_ms());
    elseif v_device_state = 'retired' then
        set v_standing = 'retired', v_fence_now = null;
    elseif v_history in ('behind', 'different') then
        -- Nothing can be said about the device until this is settled; nothing of it is changed.
        set v_standing = 'unknown', v_fence_now = null;
    elseif v_fence = v_fence_now then
        set v_standing = 'known';
    elseif v_fence is null and v_last_batch = '' and v_last_account = v_account then
        set v_standing = 'known';   -- its first hello was answered, but it never heard; nobody else learns its fence
    elseif v_fence = v_fence_before then
        set v_standing = 'unheard', v_fence_now = null;   -- its last batch was answered: send it again
    else
        set v_standing = 'clone', v_fence_now = null;
    end if;
    if v_standing in ('known', 'unheard') then
        update device d set d.last_seen_at = now_ms(), d.last_account = v_account, d.cursor_number = v_number,
               d.name = coalesce(v_name, d.name), d.program_version = coalesce(v_version, ''),
               d.schema_version = cast(v_schema as signed)
         where d.id = v_device;
    end if;
    if v_device is not null then
        call account_seen(v_device, v_account, v_collaborator);
    end if;
    commit;
    -- The tables of a push, for who is going to send: a session of MariaDB that has made one reads its procedures anew at the
    -- next call, and has read few of them here.
    if v_state = 'ready' and v_standing in ('new', 'known', 'unheard')
       and coalesce(json_unquote(json_extract(p_request, '$.sends')), '') = '1' then
        call push_tables();
    end if;

    select exists (select 1 from account a where a.collaborator = v_collaborator and a.name <> v_account
                                             and a.state in ('new', 'ready')) into v_moved;
    select c.department, c.active into v_department, v_active from collaborator c where c.id = v_collaborator;
    select a.one_time_password into v_one_time from account a where a.name = v_account;
    select json_object(
        'protocol', '1', 'server_id', v_server_id, 'schema', cast(v_schema_version as char),
        'schema_oldest', cast(v_schema_oldest as char), 'epoch', cast(v_epoch as char), 'state', v_server_state,
        'head', cast(v_head as char), 'chain', v_head_chain, 'history', v_history,
        'device', v_standing, 'fence', v_fence_now, 'now', cast(now_ms() as char),
        'collaborator', v_collaborator, 'department', v_department,
        'account', case when v_state <> 'closing' then 'open' when v_moved then 'moved' else 'revoked' end,
        'one_time_password', cast(coalesce(v_one_time, 0) as char),
        'log_from', cast((select r.compacted_number from retention r) as char),
        'upkeep', cast(upkeep_is_due(v_department) as char),
        'operations_max', '500',
        -- What is longer than max_allowed_packet looks to the client like a lost network.
        'bytes_max', cast(least(1000000, @@max_allowed_packet - 512) as char)) as answer;
end
