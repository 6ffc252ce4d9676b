-- The account that calls, never the definer: USER() cut at its last @.
create definer = {definer} function caller_account() returns varchar(128)
    sql security definer not deterministic no sql
begin
    declare v_user varchar(400) default user();
    return left(v_user, char_length(v_user) - char_length(substring_index(v_user, '@', -1)) - 1);
end
//
create definer = {definer} function now_ms() returns bigint
    sql security definer not deterministic no sql
begin
    return cast(floor(unix_timestamp(sysdate(3)) * 1000) as signed);
end
//
-- Proves that this server made a digest; nested so that it cannot be extended.
create definer = {definer} function sealed(p_text varchar(400)) returns varchar(64)
    sql security definer not deterministic reads sql data
begin
    declare v_secret varchar(64);
    select s.secret into v_secret from server s;
    return sha2(concat(v_secret, sha2(concat(v_secret, p_text), 256)), 256);
end
//
-- Every refusal of ours: errno 31000 and up, "code: detail" in at most 128 characters.
create definer = {definer} procedure refuse(in p_number int, in p_text varchar(300))
    sql security definer no sql
begin
    declare v_text varchar(128) default left(p_text, 128);
    signal sqlstate '45000' set mysql_errno = p_number, message_text = v_text;
end
//
-- A client chooses its session's settings; nothing here may depend on them.
create definer = {definer} procedure session_begin(out p_account varchar(32), out p_collaborator varchar(32),
                                                   out p_state varchar(16))
    sql security definer modifies sql data
begin
    rollback;
    set session timestamp = default;
    set session time_zone = '+00:00';
    set session foreign_key_checks = 1;
    set session unique_checks = 1;
    set session group_concat_max_len = 67108864;
    set session transaction isolation level read committed;
    set session autocommit = 1;
    -- MariaDB would make a grouped table anew for each row that it is joined with: 200 ms for 500 operations.
    /*M!100600 set session optimizer_switch = 'split_materialized=off'; */
    set p_account = left(caller_account(), 32);
    set p_collaborator = null, p_state = null;
    select a.collaborator, a.state into p_collaborator, p_state from account a where a.name = p_account;
    if p_collaborator is null or p_state = 'gone' then
        call refuse(31001, 'account_unknown: no collaborator has this account');
    end if;
end
//
-- For all but hello and the farewell: the account is open, and so is the server.
create definer = {definer} procedure session_must_be_open(in p_state varchar(16))
    sql security definer reads sql data
begin
    if p_state <> 'ready' then
        call refuse(31002, 'account_closed: this collaborator has no access any more');
    end if;
    if (select s.state from server s) <> 'open' then
        call refuse(31010, 'restored: the server was restored and waits for gestion');
    end if;
end
//
-- A member of the request, as text; refuses what does not match its pattern, which begins with ^ and ends with $.
-- That alone would let a line's end follow, or lines before it in a session of MariaDB whose default_regex_flags say
-- MULTILINE: \A and \z do not, here and everywhere.
create definer = {definer} procedure request_text(in p_request longtext, in p_path varchar(64), in p_pattern varchar(100),
                                                  out p_value varchar(300))
    sql security definer no sql
begin
    declare v_found longtext default json_extract(p_request, p_path);
    set p_value = null;
    if v_found is null or json_type(v_found) = 'NULL' then
        set v_found = '';
    else
        set v_found = json_unquote(v_found);
    end if;
    if v_found not regexp concat('\\A', p_pattern, '\\z') then
        call refuse(31004, concat('form: ', p_path));
    end if;
    set p_value = nullif(v_found, '');
end
//
create definer = {definer} procedure request_check(in p_request longtext)
    sql security definer reads sql data
begin
    declare v_schema, v_server varchar(300);
    declare v_server_id varchar(32);
    declare v_version, v_oldest int;
    if p_request is null or json_valid(p_request) = 0 or coalesce(json_type(p_request), '') <> 'OBJECT' then
        call refuse(31004, 'form: the request is not a JSON object');
    end if;
    if coalesce(json_unquote(json_extract(p_request, '$.protocol')), '') <> '1' then
        call refuse(31005, 'protocol: this server speaks protocol 1');
    end if;
    call request_text(p_request, '$.schema', '^[0-9]{1,6}$', v_schema);
    call request_text(p_request, '$.server_id', '^([0-9a-f]{32})?$', v_server);
    select s.server_id, s.schema_version, s.schema_oldest into v_server_id, v_version, v_oldest from server s;
    if v_server is not null and v_server <> v_server_id then
        call refuse(31007, 'server_id: this is another server');
    end if;
    if cast(v_schema as signed) < v_oldest then
        call refuse(31005, 'schema_old: the program must be updated');
    end if;
    if cast(v_schema as signed) > v_version + 2 then
        call refuse(31006, 'schema_new: the server must be upgraded');
    end if;
end
