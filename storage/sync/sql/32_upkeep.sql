-- Retention. The log of results is kept for its days, and in any case until every device that is not retired has
-- fetched it; then only the ids of its operations stay, for ever, so that one that comes again is known. What was deleted
-- is a field of its record and stays with it: a tombstone is never removed, whoever has not heard of it.
-- Gestion's laptops call this once a day; it does a bounded piece, under the head's lock in slices that no push notices.
create definer = {definer} procedure central_upkeep(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_log_days, v_away_days, v_slice, v_moved, v_retired int default 0;
    declare v_compacted, v_target, v_slowest, v_head bigint unsigned default 0;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call account_needs_gestion(v_collaborator);

    start transaction;
    select r.log_days, r.away_days, r.compacted_number into v_log_days, v_away_days, v_compacted
      from retention r for update;
    update retention r set r.last_upkeep_at = now_ms();
    update device d set d.state = 'retired'
     where d.state = 'active' and d.last_seen_at < now_ms() - v_away_days * 86400000;
    set v_retired = row_count();
    commit;
    call account_sweep();

    select min(d.cursor_number) into v_slowest from device d where d.state = 'active';
    select max(b.last_number) into v_target from batch b
     where b.last_number <= coalesce(v_slowest, 0) and b.at < now_ms() - v_log_days * 86400000;
    set v_target = greatest(coalesce(v_target, 0), v_compacted);
    if v_target > v_compacted then
        -- From here on nobody is given a part of what goes.
        start transaction;
        select h.number into v_head from head h for update;
        update retention r set r.compacted_number = v_target;
        commit;
    end if;
    slices: loop
        start transaction;
        select h.number into v_head from head h for update;
        insert ignore into operation_known (operation, number)
        select l.operation, l.number from operation_log l where l.number <= v_target order by l.number limit 1000;
        delete from operation_log where number <= v_target order by number limit 1000;
        set v_moved = row_count();
        delete from batch
         where at < now_ms() - v_log_days * 86400000 and (last_number is null or last_number < v_target)
           and not exists (select 1 from device d where d.last_batch = batch.id) limit 1000;
        set v_moved = v_moved + row_count(), v_slice = v_slice + 1;
        commit;
        if v_moved = 0 or v_slice >= 20 then leave slices; end if;
    end loop;
    select json_object('retired', cast(v_retired as char), 'compacted', cast(v_target as char)) as answer;
end
//
-- Whether the head has been looked after within a day, and by whom it should be.
create definer = {definer} function upkeep_is_due(p_department varchar(16)) returns tinyint
    sql security definer not deterministic reads sql data
begin
    return p_department = 'gestion' and exists (select 1 from retention r where r.last_upkeep_at < now_ms() - 86400000);
end
