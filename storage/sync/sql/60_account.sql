-- Accounts. Every password here is derived or generated, never a person's own; it travels in its own CALL.
-- Definition statements commit by themselves, so `state` says how far an account has come, and the same call
-- again completes it.
create definer = {definer} procedure account_run(in p_statement varchar(1000))
    sql security definer modifies sql data
begin
    set @epic_statement = p_statement;
    prepare account_statement from @epic_statement;
    execute account_statement;
    deallocate prepare account_statement;
    set @epic_statement = null;
end
//
-- The pattern is the guard: with the right to create users a definer could otherwise alter root.
create definer = {definer} procedure account_apply(in p_name varchar(128), in p_password varchar(300))
    sql security definer modifies sql data
begin
    declare v_procedure varchar(64);
    declare v_user varchar(100);
    declare v_done tinyint default 0;
    declare v_procedures cursor for select p.name from account_procedure p;
    declare continue handler for not found set v_done = 1;
    if p_name is null or p_name collate utf8mb4_bin not regexp '\\Aepic_[0-9a-f]{24}\\z' or char_length(p_name) <> 29 then
        call refuse(31013, 'account: this is not the name of an account');
    end if;
    if p_password is null or p_password not regexp '\\A[0-9A-Za-z_-]{20,128}\\z' then
        call refuse(31013, 'account: this is not a derived password');
    end if;
    set v_user = concat(quote(p_name), '@', quote('%'));
    -- MariaDB takes a GRANT on the procedure that is running for a recursion.
    set session max_sp_recursion_depth = 1;
    call account_run(concat('create user if not exists ', v_user, ' identified by ', quote(p_password), ' require ssl'));
    call account_run(concat('alter user ', v_user, ' identified by ', quote(p_password), ' require ssl account unlock'));
    open v_procedures;
    each_procedure: loop
        fetch v_procedures into v_procedure;
        if v_done then leave each_procedure; end if;
        call account_run(concat('grant execute on procedure `', database(), '`.`', v_procedure, '` to ', v_user));
    end loop;
    close v_procedures;
end
//
-- Gestion makes or resets an account. The collaborator must have been pushed before.
create definer = {definer} procedure account_put(in p_name varchar(128), in p_collaborator varchar(128),
                                                 in p_password varchar(300))
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_active tinyint;
    declare v_previous varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call account_needs_gestion(v_collaborator);
    select c.active into v_active from collaborator c where c.id = p_collaborator;
    if coalesce(v_active, 0) = 0 then
        call refuse(31014, 'collaborator: not on this server, or not active');
    end if;
    call account_record(p_name, p_collaborator);
    call account_apply(p_name, p_password);
    update account a set a.state = 'ready', a.one_time_password = 1, a.changed_at = now_ms() where a.name = p_name;
    commit;
    select json_object('account', p_name, 'state', 'ready') as answer;
end
//
create definer = {definer} procedure account_needs_gestion(in p_collaborator varchar(32))
    sql security definer reads sql data
begin
    if not exists (select 1 from collaborator c where c.id = p_collaborator and c.department = 'gestion' and c.active = 1) then
        call refuse(31003, 'not_allowed: only gestion manages accounts');
    end if;
end
//
-- A person has one open account: another one of theirs, under an e-mail they had before, closes.
create definer = {definer} procedure account_record(in p_name varchar(128), in p_collaborator varchar(128))
    sql security definer modifies sql data
begin
    if p_name is null or p_name collate utf8mb4_bin not regexp '\\Aepic_[0-9a-f]{24}\\z' or char_length(p_name) <> 29 then
        call refuse(31013, 'account: this is not the name of an account');
    end if;
    if exists (select 1 from account a where a.name = p_name and a.collaborator <> p_collaborator and a.state <> 'gone') then
        call refuse(31013, 'account: it belongs to someone else');
    end if;
    update account a set a.state = 'closing', a.changed_at = now_ms()
     where a.collaborator = p_collaborator and a.name <> p_name and a.state in ('new', 'ready');
    insert into account (name, collaborator, state, one_time_password, changed_at)
    values (p_name, p_collaborator, 'new', 1, now_ms())
        on duplicate key update collaborator = p_collaborator, state = 'new', changed_at = now_ms();
    commit;
end
//
create definer = {definer} procedure account_close(in p_collaborator varchar(128))
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call account_needs_gestion(v_collaborator);
    if p_collaborator = v_collaborator then
        call refuse(31003, 'not_allowed: not your own account');
    end if;
    -- What is left is a farewell: hello says revoked, and unsent changes can be handed over.
    update account a set a.state = 'closing', a.changed_at = now_ms()
     where a.collaborator = p_collaborator and a.state in ('new', 'ready');
    commit;
    select json_object('collaborator', p_collaborator, 'state', 'closing') as answer;
end
//
-- Whose account a device exchanges with. A person who came back on it under another account has heard of the
-- closing of the one before.
create definer = {definer} procedure account_seen(in p_device varchar(32), in p_account varchar(32),
                                                  in p_collaborator varchar(32))
    sql security definer modifies sql data
begin
    insert into device_account (device, account, first_seen_at, last_seen_at)
    values (p_device, p_account, now_ms(), now_ms())
        on duplicate key update last_seen_at = now_ms(), heard = 0;
    update device_account d join account a on a.name = d.account
       set d.heard = 1
     where d.device = p_device and d.account <> p_account and a.collaborator = p_collaborator and a.state = 'closing';
end
//
-- What has left the server counts as held, whether or not its arrival was heard of.
create definer = {definer} procedure account_served(in p_device varchar(300), in p_account varchar(32),
                                                    in p_number bigint unsigned)
    sql security definer modifies sql data
begin
    update device_account u set u.served_number = p_number
     where u.device = p_device and u.account = p_account and u.served_number < p_number;
end
//
-- Drops the accounts that are closing and of which every device that knew them has heard.
create definer = {definer} procedure account_sweep()
    sql security definer modifies sql data
begin
    declare v_name varchar(32);
    sweep: loop
        set v_name = null;
        select a.name into v_name from account a
         where a.state = 'closing'
           and not exists (select 1 from device_account u join device d on d.id = u.device
                            where u.account = a.name and u.heard = 0 and d.state = 'active')
         order by a.name limit 1;
        if v_name is null then leave sweep; end if;
        update account a set a.state = 'gone', a.changed_at = now_ms() where a.name = v_name;
        commit;
        call account_run(concat('drop user if exists ', quote(v_name), '@', quote('%')));
    end loop;
end
//
create definer = {definer} procedure account_password(in p_password varchar(300))
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call account_apply(v_account, p_password);
    update account a set a.one_time_password = 0, a.changed_at = now_ms() where a.name = v_account;
    commit;
    select json_object('account', v_account) as answer;
end
//
-- Whose work this is, where it is not the caller's: only a person's who is on this server and works here no more. Their
-- account is closed since then, so that nobody speaks for who could speak themselves.
create definer = {definer} procedure request_of(in p_request longtext, in p_collaborator varchar(32),
                                                out p_of varchar(32))
    sql security definer reads sql data
begin
    declare v_of varchar(300);
    declare v_active tinyint;
    call request_text(p_request, '$.of', '^([0-9a-f]{32})?$', v_of);
    set p_of = nullif(v_of, p_collaborator);
    if p_of is not null then
        select c.active into v_active from collaborator c where c.id = p_of;
        if coalesce(v_active, 1) <> 0 then
            call refuse(31019, 'of: the access of this collaborator has not ended');
        end if;
    end if;
end
//
-- What a laptop had not sent goes to gestion, whole and unjudged. The same once more is one. Without operations it only
-- asks whether the access of somebody else has ended. Under the head's lock, so that numbers are given in the order in
-- which others see them.
create definer = {definer} procedure sync_hand_over(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state, v_of varchar(32);
    declare v_device varchar(300);
    declare v_head bigint unsigned;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^[0-9a-f]{32}$', v_device);
    if char_length(p_request) > 8000000 then
        call refuse(31009, 'size: too long');
    end if;
    call request_of(p_request, v_collaborator, v_of);
    if v_of is null or coalesce(json_length(p_request, '$.operations'), 0) > 0 then
        start transaction;
        select h.number into v_head from head h for update;
        insert into hand_over (device, account, document, at, digest)
        values (v_device, v_account, p_request, now_ms(), sha2(p_request, 256))
            on duplicate key update digest = values(digest);
        if v_of is not null then
            insert ignore into hand_over_of (hand_over, collaborator)
            select h.id, v_of from hand_over h
             where h.device = v_device and h.digest = sha2(p_request, 256);
        end if;
        commit;
    end if;
    select json_object('handed_over', '1') as answer;
end
//
-- The very last call of a closed account on a device: its slot there is erased. Somebody else says it for who left
-- their work on the same file, but only of the device with which they exchange.
create definer = {definer} procedure sync_farewell(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state, v_of varchar(32);
    declare v_device varchar(300);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_of(p_request, v_collaborator, v_of);
    if v_of is null and v_state <> 'closing' then
        call refuse(31004, 'form: this account is not closing');
    end if;
    if v_of is null then
        update device_account d set d.heard = 1 where d.device = v_device and d.account = v_account;
    else
        update device_account u join account a on a.name = u.account join device d on d.id = u.device
           set u.heard = 1
         where u.device = v_device and a.collaborator = v_of and a.state = 'closing' and d.last_account = v_account;
    end if;
    commit;
    call account_sweep();
    select json_object('farewell', '1') as answer;
end
