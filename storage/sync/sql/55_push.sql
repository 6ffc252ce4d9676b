-- The operations p_first to p_last, none of which needs to see another.
create definer = {definer} procedure push_segment(in p_first int, in p_last int, in p_trusted tinyint,
                                                  in p_author varchar(32), in p_batch varchar(32),
                                                  in p_device varchar(32), in p_at bigint, in p_epoch int,
                                                  inout p_number bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_entities varchar(200);
    declare v_changes int;
    select group_concat(distinct o.entity), sum(o.kind = 'change') into v_entities, v_changes
      from stage_operation o where o.n between p_first and p_last and o.state is null;
    if v_entities is not null then
        call push_judge(p_first, p_last, p_trusted, p_author, v_entities);
    end if;
    if v_changes > 0 then
        call push_merge(p_first, p_last, v_entities);
    end if;
    call push_write(p_first, p_last, p_batch, p_device, p_at, p_epoch, v_entities, p_number);
end
//
-- Walks through the batch in the longest stretches that need not see themselves. A group whose operations
-- build on each other is done in steps and taken back whole when one of them is refused.
create definer = {definer} procedure push_walk(in p_total int, in p_trusted tinyint, in p_author varchar(32),
                                               in p_batch varchar(32), in p_device varchar(32), in p_at bigint,
                                               in p_epoch int, inout p_number bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_first, v_last, v_end, v_step, v_group_first, v_group_last, v_bad int;
    declare v_before bigint unsigned;
    declare v_state, v_code varchar(32);
    declare v_rule, v_fault varchar(64);
    declare v_merges longtext;

    set v_first = 1;
    while v_first <= p_total do
        call push_stretch(v_first, p_total, v_last);
        select g.first_n, g.last_n into v_group_first, v_group_last
          from stage_group g where g.first_n <= v_last order by g.first_n desc limit 1;
        if v_group_last <= v_last then
            call push_segment(v_first, v_last, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_number);
            set v_first = v_last + 1;
        elseif v_group_first > v_first then
            set v_last = v_group_first - 1;
            call push_segment(v_first, v_last, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_number);
            set v_first = v_group_first;
        else
            set v_before = p_number, v_bad = null, v_step = v_first;
            savepoint group_begins;
            stepwise: while v_step <= v_group_last do
                call push_stretch(v_step, v_group_last, v_end);
                call push_segment(v_step, v_end, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_number);
                select min(o.n) into v_bad from stage_operation o
                 where o.n between v_step and v_end and o.state not in ('applied', 'known') and coalesce(o.code, '') <> 'group';
                if v_bad is not null then
                    select o.state, o.code, o.rule_id, o.fault_field into v_state, v_code, v_rule, v_fault
                      from stage_operation o where o.n = v_bad;
                    -- What is to be merged goes back to the author, whose group is taken back here.
                    select concat('[', group_concat(json_array(f.n, f.ordinal, cast(f.version_number as char), f.current_value)
                                                    separator ','), ']')
                      into v_merges from stage_field f
                     where v_state = 'merge' and f.n between v_step and v_end and f.outcome = 'merge';
                    rollback to savepoint group_begins;
                    set p_number = v_before;
                    update stage_field f
                      join json_table(coalesce(v_merges, '[]'), '$[*]' columns (
                               n int path '$[0]', ordinal int path '$[1]', number varchar(20) path '$[2]',
                               value longtext path '$[3]')) j on j.n = f.n and j.ordinal = f.ordinal
                       set f.outcome = 'merge', f.version_number = cast(j.number as unsigned), f.current_value = j.value;
                    update stage_operation o
                       set o.state = v_state, o.number = null,
                           o.code = case when o.n = v_bad then v_code when v_state = 'refused' then 'group' end,
                           o.rule_id = case when o.n = v_bad then v_rule end,
                           o.fault_field = case when o.n = v_bad then v_fault end
                     where o.n between v_group_first and v_group_last and (o.state is null or o.state <> 'known');
                    leave stepwise;
                end if;
                set v_step = v_end + 1;
            end while;
            set v_first = v_group_last + 1;
        end if;
    end while;
end
//
create definer = {definer} procedure push_stretch(in p_first int, in p_total int, out p_last int)
    sql security definer reads sql data
begin
    declare v_next int;
    if (select o.alone from stage_operation o where o.n = p_first) then
        set p_last = p_first;
    else
        select min(o.n) into v_next from stage_operation o
         where o.n > p_first and o.n <= p_total and (o.depends_on >= p_first or o.alone = 1);
        set p_last = coalesce(v_next - 1, p_total);
    end if;
end
//
-- Does a batch under the head's lock, and stores its answer with it. Called with the session made ready.
create definer = {definer} procedure push_batch(in p_head longtext, in p_operations json, in p_trusted tinyint,
                                                in p_author varchar(32), in p_account varchar(32), out p_answer longtext)
    sql security definer modifies sql data
batch_body: begin
    declare v_device, v_fence, v_batch varchar(300);
    declare v_fence_now, v_fence_before, v_last_batch, v_device_state, v_fence_next varchar(32);
    declare v_digest, v_known_digest, v_chain, v_seal varchar(64);
    declare v_head, v_number, v_stamp bigint unsigned;
    declare v_epoch, v_total, v_grouped, v_walks int;
    declare v_at bigint;
    declare v_digests, v_operations longtext;

    call request_text(p_head, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_head, '$.fence', '^[0-9a-f]{32}$', v_fence);
    call request_text(p_head, '$.batch', '^[0-9a-f]{32}$', v_batch);
    set v_digest = sha2(concat(p_account, '\n', v_batch, '\n', p_operations), 256);
    call push_tables();

    -- What needs to see nobody else's work is done before anybody has to wait for this one.
    start transaction;
    call push_stage(p_operations, if(p_trusted, null, p_author), v_total, v_grouped, v_stamp);
    select h.number, h.chain into v_head, v_chain from head h for update;
    select d.fence, d.previous_fence, d.last_batch, d.state
      into v_fence_now, v_fence_before, v_last_batch, v_device_state from device d where d.id = v_device for update;
    if v_fence_now is null then
        call refuse(31008, 'device: say hello first');
    end if;
    if v_device_state <> 'active' then
        call refuse(31011, 'retired: this device was retired; it starts anew with a new id');
    end if;
    if v_fence <> v_fence_now then
        -- The answer to the last batch was lost on the way: the same batch gets the same answer.
        select b.digest, b.answer into v_known_digest, p_answer from batch b
         where b.id = v_batch and b.device = v_device and b.fence_before = v_fence;
        if v_fence = v_fence_before and v_last_batch = v_batch and v_known_digest = v_digest then
            commit;
            leave batch_body;
        end if;
        set p_answer = null;
        call refuse(31008, 'clone: another copy of this file has exchanged since');
    end if;
    if exists (select 1 from batch b where b.id = v_batch) then
        call refuse(31008, 'clone: another copy of this file has sent that batch');
    end if;

    set v_at = now_ms();
    select s.epoch into v_epoch from server s;
    call push_stage_order(v_walks);
    -- A clock that runs ahead may not win for ever: two minutes are allowed.
    if v_stamp > (v_at + 120000) * 65536 then
        update stage_operation o set o.stamp = (v_at + 120000) * 65536 where o.stamp > (v_at + 120000) * 65536;
    end if;
    set v_number = v_head;
    if v_walks then
        if v_grouped = 0 then
            call push_stage_groups();
        end if;
        call push_walk(v_total, p_trusted, p_author, v_batch, v_device, v_at, v_epoch, v_number);
    else
        call push_segment(1, v_total, p_trusted, p_author, v_batch, v_device, v_at, v_epoch, v_number);
    end if;

    if v_number > v_head then
        select group_concat(l.digest order by l.number separator '') into v_digests
          from operation_log l where l.number > v_head and l.number <= v_number;
        set v_chain = sha2(concat(v_chain, v_batch, v_digests), 256);
        update head h set h.number = v_number, h.chain = v_chain;
    end if;
    set v_fence_next = left(sealed(concat('fence ', v_device, v_batch, uuid(), rand())), 32);
    set v_seal = sealed(concat('batch ', v_epoch, ' ', v_number, ' ', v_chain));
    update device d set d.previous_fence = v_fence, d.fence = v_fence_next, d.last_batch = v_batch,
           d.last_account = p_account, d.last_seen_at = v_at
     where d.id = v_device;
    call push_answer(v_operations);
    set p_answer = concat('{"batch":"', v_batch, '","fence":"', v_fence_next, '","epoch":"', v_epoch,
                          '","first":', if(v_number > v_head, concat('"', v_head + 1, '"'), 'null'),
                          ',"last":', if(v_number > v_head, concat('"', v_number, '"'), 'null'),
                          ',"chain":"', v_chain, '","seal":"', v_seal, '","now":"', v_at,
                          '","operations":[', coalesce(v_operations, ''), ']}');
    insert into batch (id, device, account, digest, fence_before, epoch, first_number, last_number, chain, seal, answer, at)
    values (v_batch, v_device, p_account, v_digest, v_fence, v_epoch, if(v_number > v_head, v_head + 1, null),
            if(v_number > v_head, v_number, null), v_chain, v_seal, p_answer, v_at);
    commit;
end
//
-- One member per operation, in the order of the batch; README.md says what each may hold.
create definer = {definer} procedure push_answer(out p_operations longtext)
    sql security definer modifies sql data
begin
    declare v_met int;
    -- Whether there is anything to tell of single fields: grouping texts that could be long is a file on MariaDB.
    set v_met = exists (select 1 from stage_field f
                         where f.kind = 'change' and f.outcome in ('agreed', 'won', 'lost', 'question', 'amended', 'merge'));
    if v_met then
        select group_concat(concat(
                   '{"id":"', o.id, '","state":"', o.state, '"',
                   if(o.number is null, '', concat(',"number":"', o.number, '"')),
                   if(o.code is null, '', concat(',"code":"', o.code, '"')),
                   if(o.rule_id is null or o.state <> 'refused', '', concat(',"rule":"', o.rule_id, '"')),
                   if(o.fault_field is null, '', concat(',"field":"', o.fault_field, '"')),
                   coalesce(concat(',"fields":[',
                       (select group_concat(concat('["', f.name, '","', f.outcome, '","', f.version_number, '",',
                                                   coalesce(json_quote(f.current_value), 'null'), ']')
                                            order by f.ordinal separator ',')
                          from stage_field f
                         where f.n = o.n and f.outcome in ('agreed', 'won', 'lost', 'question', 'amended', 'merge')), ']'), ''),
                   '}') order by o.n separator ',')
          into p_operations
          from stage_operation o;
    else
        select group_concat(concat(
                   '{"id":"', o.id, '","state":"', o.state, '"',
                   if(o.number is null, '', concat(',"number":"', o.number, '"')),
                   if(o.code is null, '', concat(',"code":"', o.code, '"')),
                   if(o.rule_id is null or o.state <> 'refused', '', concat(',"rule":"', o.rule_id, '"')),
                   if(o.fault_field is null, '', concat(',"field":"', o.fault_field, '"')),
                   '}') order by o.n separator ',')
          into p_operations
          from stage_operation o;
    end if;
end
//
-- The request, taken apart once: its few members in front, and the operations. Each look into the whole of it would read
-- it from its beginning, and on MySQL to its end.
create definer = {definer} procedure push_request(in p_request longtext, out p_head longtext, out p_operations json)
    sql security definer no sql
begin
    declare v_request json;
    if p_request is null or json_valid(p_request) = 0 or coalesce(json_type(p_request), '') <> 'OBJECT' then
        call refuse(31004, 'form: the request is not a JSON object');
    end if;
    set v_request = p_request;
    set p_operations = json_extract(v_request, '$.operations');
    set p_head = json_remove(v_request, '$.operations');
    call request_check(p_head);
    if coalesce(json_type(p_operations), '') <> 'ARRAY' then
        call refuse(31004, 'form: $.operations');
    end if;
    if char_length(p_request) > 8000000 then
        call refuse(31009, 'size: a batch has 1 to 5000 operations');
    end if;
end
//
create definer = {definer} procedure sync_push(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_head, v_answer longtext;
    declare v_operations json;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call push_request(p_request, v_head, v_operations);
    call push_batch(v_head, v_operations, 0, v_collaborator, v_account, v_answer);
    select v_answer as answer;
end
//
-- What a file brings that founds or joins this server: operations of several authors, each named by "a". It is
-- granted to nobody: only who may administer the database can call it.
create definer = {definer} procedure central_seed(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_head, v_answer longtext;
    declare v_operations json;
    declare exit handler for sqlexception begin rollback; resignal; end;
    rollback;
    set session timestamp = default;
    set session time_zone = '+00:00';
    set session group_concat_max_len = 67108864;
    /*M!100600 set session optimizer_switch = 'split_materialized=off'; */
    set session transaction isolation level read committed;
    call push_request(p_request, v_head, v_operations);
    call push_batch(v_head, v_operations, 1, null, 'central', v_answer);
    select v_answer as answer;
end
