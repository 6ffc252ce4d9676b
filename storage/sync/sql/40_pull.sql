-- The log after a number, in whole batches: first the answer, then the batches, then the operations.
create definer = {definer} procedure sync_pull(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_device, v_after_text, v_count_text varchar(300);
    declare v_after, v_head, v_to bigint unsigned;
    declare v_head_chain, v_chain varchar(64);
    declare v_epoch int;
    declare exit handler for sqlexception begin rollback; resignal; end;

    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call request_text(p_request, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_request, '$.after', '^[0-9]{1,18}$', v_after_text);
    call request_text(p_request, '$.operations_max', '^[0-9]{1,5}$', v_count_text);
    set v_after = cast(v_after_text as unsigned);

    start transaction;
    select h.number, h.chain into v_head, v_head_chain from head h;
    select s.epoch into v_epoch from server s;
    if v_after > v_head then
        call refuse(31012, 'behind: this server does not have that number');
    end if;
    if v_after < (select r.compacted_number from retention r) then
        call refuse(31015, 'compacted: fetch the pages, then the log from the head noted before');
    end if;
    -- The batch that holds the last number asked for goes whole, and its groups with it.
    set v_to = v_head, v_chain = v_head_chain;
    if v_head - v_after > cast(v_count_text as unsigned) then
        select b.last_number, b.chain into v_to, v_chain from batch b
         where b.last_number >= v_after + cast(v_count_text as unsigned) order by b.last_number limit 1;
    end if;
    call account_served(v_device, v_account, v_to);
    update device d set d.cursor_number = v_after, d.last_seen_at = now_ms()
     where d.id = v_device and d.last_account = v_account and d.state = 'active';
    commit;

    select json_object('from', cast(v_after as char), 'to', cast(v_to as char), 'chain', v_chain,
                       'head', cast(v_head as char), 'epoch', cast(v_epoch as char),
                       'now', cast(now_ms() as char)) as answer;
    select b.id, b.device, b.account, b.epoch, b.first_number, b.last_number, b.chain, b.seal
      from batch b where b.last_number > v_after and b.last_number <= v_to order by b.last_number;
    select l.number, l.operation, l.batch, l.group_id, l.position, l.command, l.entity, l.record, l.kind, l.author,
           l.device, l.stamp, l.at, l.fields, l.conflicts, l.settles
      from operation_log l where l.number > v_after and l.number <= v_to order by l.number;
end
