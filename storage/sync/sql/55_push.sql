-- The operations p_first to p_last, none of which needs to see another.
create definer = {definer} procedure push_segment(in p_first int, in p_last int, in p_trusted tinyint,
                                                  in p_author varchar(32), in p_batch varchar(32),
                                                  in p_device varchar(32), in p_at bigint, in p_epoch int,
                                                  in p_occurs varchar(200), inout p_met tinyint,
                                                  inout p_number bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_applied, v_refused, v_created, v_contracts, v_withdrawn, v_held int;
    call push_judge(p_first, p_last, p_trusted, p_author, p_occurs, p_number);
    select sum(o.state = 'applied'), sum(o.state = 'applied' and (o.denied = 1 or o.rule_id is not null)),
           sum(o.kind = 'create'), sum(o.kind = 'create' and o.entity = 'contract'),
           sum(o.kind = 'change' and o.withdrawn)
      into v_applied, v_refused, v_created, v_contracts, v_withdrawn
      from stage_operation o where o.n between p_first and p_last;
    if v_refused > 0 then
        call push_refuse(p_first, p_last, p_author);
    end if;
    if locate('change', p_occurs) > 0 then
        call push_merge(p_first, p_last, p_occurs, v_withdrawn, v_held, p_met);
    end if;
    call push_write(p_first, p_last, p_batch, p_device, p_at, p_epoch, p_occurs,
                    v_held or v_refused > 0 or v_applied < p_last - p_first + 1, v_created, v_contracts, p_met, p_number);
end
//
-- A part of a batch that is walked through: only what occurs in it is asked for. `p_traits` are those of the whole batch.
create definer = {definer} procedure push_part(in p_first int, in p_last int, in p_trusted tinyint,
                                               in p_author varchar(32), in p_batch varchar(32),
                                               in p_device varchar(32), in p_at bigint, in p_epoch int,
                                               in p_traits varchar(100), inout p_met tinyint,
                                               inout p_number bigint unsigned)
    sql security definer modifies sql data
begin
    declare v_occurs varchar(200);
    select concat_ws(',', group_concat(distinct o.entity), if(sum(o.kind = 'change') > 0, 'change', null), p_traits)
      into v_occurs from stage_operation o where o.n between p_first and p_last;
    call push_segment(p_first, p_last, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, v_occurs, p_met, p_number);
end
//
-- Walks through the batch in the longest stretches that need not see themselves. A group whose operations
-- build on each other is done in steps and taken back whole when one of them is refused.
create definer = {definer} procedure push_walk(in p_total int, in p_trusted tinyint, in p_author varchar(32),
                                               in p_batch varchar(32), in p_device varchar(32), in p_at bigint,
                                               in p_epoch int, in p_traits varchar(100), inout p_met tinyint,
                                               inout p_number bigint unsigned)
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
            call push_part(v_first, v_last, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_traits, p_met,
                           p_number);
            set v_first = v_last + 1;
        elseif v_group_first > v_first then
            set v_last = v_group_first - 1;
            call push_part(v_first, v_last, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_traits, p_met,
                           p_number);
            set v_first = v_group_first;
        else
            set v_before = p_number, v_bad = null, v_step = v_first;
            savepoint group_begins;
            stepwise: while v_step <= v_group_last do
                call push_stretch(v_step, v_group_last, v_end);
                call push_part(v_step, v_end, p_trusted, p_author, p_batch, p_device, p_at, p_epoch, p_traits, p_met,
                               p_number);
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
                     where o.n between v_group_first and v_group_last and o.state <> 'known';
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
-- Does a batch under the head's lock, and stores its answer with it. Called with the session made ready. What occurs in the
-- batch is counted once, so that nothing is asked of what is not there: `v_occurs` is a list of words, the entities and
-- `change`, and in `v_traits` what single statements are for: `notes`, `long` texts, `settles`, `withdrawing`.
create definer = {definer} procedure push_batch(in p_device varchar(32), in p_fence varchar(32), in p_batch varchar(32),
                                                in p_operations json, in p_trusted tinyint,
                                                in p_author varchar(32), in p_account varchar(32), out p_answer longtext)
    sql security definer modifies sql data
batch_body: begin
    declare v_fence_now, v_fence_before, v_last_batch, v_device_state, v_fence_next, v_batch_there varchar(32);
    declare v_digest, v_known_digest, v_chain, v_seal, v_secret varchar(64);
    declare v_head, v_number, v_stamp bigint unsigned;
    declare v_epoch, v_total, v_formed, v_ids, v_grouped, v_settles, v_malformed, v_faults, v_names, v_walks int;
    declare v_met tinyint default 0;
    declare v_at bigint;
    declare v_occurs, v_traits varchar(200);
    declare v_digests, v_operations longtext;

    set v_digest = sha2(concat(p_account, '\n', p_batch, '\n', p_operations), 256);
    call push_tables();

    -- What needs to see nobody else's work is done before anybody has to wait for this one.
    start transaction;
    call push_stage(p_operations, if(p_trusted, null, p_author));
    select count(*), sum(o.formed), count(distinct o.id), sum(o.group_id <> o.id), sum(o.settles), max(o.stamp),
           sum(v.malformed), sum(v.rule_id is not null),
           count(*) > count(distinct o.record)
               or sum(v.new_contract is not null or v.new_reverses is not null or v.new_client is not null) > 0,
           count(*) > 1 and sum(v.decides or o.entity = 'collaborator') > 0,
           concat_ws(',', group_concat(distinct o.entity), if(sum(o.kind = 'change') > 0, 'change', null)),
           concat_ws(',', if(sum(v.notes) > 0, 'notes', null), if(sum(v.long_fields) > 0, 'long', null),
                     if(sum(o.settles) > 0, 'settles', null),
                     if(sum(v.new_withdrawn = '1') > 0, 'withdrawing', null))
      into v_total, v_formed, v_ids, v_grouped, v_settles, v_stamp, v_malformed, v_faults, v_names, v_walks, v_occurs,
           v_traits
      from stage_operation o left join stage_value v on v.n = o.n;
    if v_total <> json_length(p_operations) or v_formed <> v_total then
        call refuse(31004, 'form: an operation of the batch is malformed');
    end if;
    if v_ids <> v_total then
        call refuse(31004, 'form: an operation is twice in the batch');
    end if;
    if v_grouped > 0 then
        call push_stage_groups();
        if exists (select 1 from stage_group g where g.last_n - g.first_n + 1 <> g.operations) then
            call refuse(31004, 'form: a group is not in one piece');
        end if;
    end if;
    if v_malformed > 0 then
        call refuse(31004, 'form: a field of the batch is malformed');
    end if;
    if v_settles > 0 then
        call push_stage_settles(p_operations);
    end if;
    if v_faults > 0 then
        call push_stage_faults();
    end if;
    if v_names or v_walks then
        call push_stage_order(v_walks);
    end if;
    -- The head first: rows that a key names are read in the order in which they stand here.
    select h.number, h.chain, d.fence, d.previous_fence, d.last_batch, d.state, b.id, s.epoch, s.secret
      into v_head, v_chain, v_fence_now, v_fence_before, v_last_batch, v_device_state, v_batch_there, v_epoch, v_secret
      from head h straight_join server s straight_join device d left join batch b on b.id = p_batch
     where h.only_row = 1 and s.only_row = 1 and d.id = p_device for update;
    if v_fence_now is null then
        call refuse(31008, 'device: say hello first');
    end if;
    if v_device_state <> 'active' then
        call refuse(31011, 'retired: this device was retired; it starts anew with a new id');
    end if;
    if p_fence <> v_fence_now then
        -- The answer to the last batch was lost on the way: the same batch gets the same answer.
        select b.digest, b.answer into v_known_digest, p_answer from batch b
         where b.id = p_batch and b.device = p_device and b.fence_before = p_fence;
        if p_fence = v_fence_before and v_last_batch = p_batch and v_known_digest = v_digest then
            commit;
            leave batch_body;
        end if;
        set p_answer = null;
        call refuse(31008, 'clone: another copy of this file has exchanged since');
    end if;
    if v_batch_there is not null then
        call refuse(31008, 'clone: another copy of this file has sent that batch');
    end if;

    set v_at = now_ms();
    -- A clock that runs ahead may not win for ever: two minutes are allowed.
    if v_stamp > (v_at + 120000) * 65536 then
        update stage_operation o set o.stamp = (v_at + 120000) * 65536 where o.stamp > (v_at + 120000) * 65536;
    end if;
    set v_number = v_head;
    if v_walks then
        if v_grouped = 0 then
            call push_stage_groups();
        end if;
        -- Before the first savepoint: what is known stays so when its group is taken back.
        update stage_operation o join operation_log l on l.operation = o.id
           set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
        update stage_operation o join operation_known l on l.operation = o.id
           set o.state = 'known', o.number = l.number, o.code = null, o.rule_id = null, o.fault_field = null;
        call push_walk(v_total, p_trusted, p_author, p_batch, p_device, v_at, v_epoch, v_traits, v_met, v_number);
    else
        call push_segment(1, v_total, p_trusted, p_author, p_batch, p_device, v_at, v_epoch, concat_ws(',', v_occurs, v_traits),
                          v_met, v_number);
    end if;

    if v_met then
        call push_answer(v_operations, v_digests);
    else
        -- One member per operation, in the order of the batch; README.md says what each may hold.
        select group_concat(concat(
                   '{"id":"', o.id, '","state":"', o.state, '"',
                   if(o.number is null, '', concat(',"number":"', o.number, '"')),
                   if(o.code is null, '', concat(',"code":"', o.code, '"')),
                   if(o.rule_id is null or o.state <> 'refused', '', concat(',"rule":"', o.rule_id, '"')),
                   if(o.fault_field is null, '', concat(',"field":"', o.fault_field, '"')),
                   '}') order by o.n separator ','),
               group_concat(l.digest order by o.n separator '')
          into v_operations, v_digests
          from stage_operation o left join operation_log l on l.number = o.number and o.state = 'applied';
    end if;
    if v_number > v_head then
        set v_chain = sha2(concat(v_chain, p_batch, v_digests), 256);
        update head h set h.number = v_number, h.chain = v_chain;
    end if;
    -- As `sealed` does.
    set v_fence_next = left(sha2(concat(v_secret, sha2(concat(v_secret, 'fence ', p_device, p_batch, uuid(), rand()), 256)), 256),
                            32);
    set v_seal = sha2(concat(v_secret, sha2(concat(v_secret, 'batch ', v_epoch, ' ', v_number, ' ', v_chain), 256)), 256);
    update device d set d.previous_fence = p_fence, d.fence = v_fence_next, d.last_batch = p_batch,
           d.last_account = p_account, d.last_seen_at = v_at
     where d.id = p_device;
    set p_answer = concat('{"batch":"', p_batch, '","fence":"', v_fence_next, '","epoch":"', v_epoch,
                          '","first":', if(v_number > v_head, concat('"', v_head + 1, '"'), 'null'),
                          ',"last":', if(v_number > v_head, concat('"', v_number, '"'), 'null'),
                          ',"chain":"', v_chain, '","seal":"', v_seal, '","now":"', v_at,
                          '","operations":[', coalesce(v_operations, ''), ']}');
    insert into batch (id, device, account, digest, fence_before, epoch, first_number, last_number, chain, seal, answer, at)
    values (p_batch, p_device, p_account, v_digest, p_fence, v_epoch, if(v_number > v_head, v_head + 1, null),
            if(v_number > v_head, v_number, null), v_chain, v_seal, p_answer, v_at);
    commit;
    call push_tables_emptied(v_total, v_met or v_grouped > 0 or v_settles > 0 or v_names or v_walks);
end
//
-- The same, with what there is to tell of single fields: grouping texts that could be long is a file on MariaDB.
create definer = {definer} procedure push_answer(out p_operations longtext, out p_digests longtext)
    sql security definer modifies sql data
begin
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
               '}') order by o.n separator ','),
           group_concat(l.digest order by o.n separator '')
      into p_operations, p_digests
      from stage_operation o left join operation_log l on l.number = o.number and o.state = 'applied';
end
//
-- The request, taken apart once: its few members in front, and the operations. Each look into the whole of it would read
-- it from its beginning, and on MySQL to its end. What is right is seen at once, with one look at the server's row; what is
-- not is told by the procedures that everybody calls. `p_state` is the account's, null for who has none.
create definer = {definer} procedure push_request(in p_state varchar(16), in p_request longtext, out p_operations json,
                                                  out p_device varchar(32), out p_fence varchar(32), out p_batch varchar(32))
    sql security definer reads sql data
begin
    declare v_request json;
    declare v_head longtext;
    declare v_named varchar(300);
    declare v_server_id varchar(32);
    declare v_server_state varchar(16);
    declare v_version, v_oldest int;
    select s.server_id, s.state, s.schema_version, s.schema_oldest
      into v_server_id, v_server_state, v_version, v_oldest from server s;
    if p_state is not null and (p_state <> 'ready' or v_server_state <> 'open') then
        call session_must_be_open(p_state);
    end if;
    if p_request is null or json_valid(p_request) = 0 or coalesce(json_type(p_request), '') <> 'OBJECT' then
        call refuse(31004, 'form: the request is not a JSON object');
    end if;
    set v_request = p_request;
    set p_operations = json_extract(v_request, '$.operations');
    set v_head = json_remove(v_request, '$.operations');
    set v_named = left(concat(json_unquote(json_extract(v_head, '$.device')), ',', json_unquote(json_extract(v_head, '$.fence')), ',',
                              json_unquote(json_extract(v_head, '$.batch')), ',', json_unquote(json_extract(v_head, '$.server_id')),
                              ',', json_unquote(json_extract(v_head, '$.protocol')), ',',
                              json_unquote(json_extract(v_head, '$.schema'))), 300);
    if not coalesce(v_named regexp '\\A([0-9a-f]{32},){4}1,[0-9]{1,6}\\z' and substr(v_named, 100, 32) = v_server_id
                    and cast(substr(v_named, 135) as signed) between v_oldest and v_version + 2, 0) then
        call push_request_told(v_head, v_named);
    end if;
    set p_device = left(v_named, 32), p_fence = substr(v_named, 34, 32), p_batch = substr(v_named, 67, 32);
    if coalesce(json_type(p_operations), '') <> 'ARRAY' then
        call refuse(31004, 'form: $.operations');
    end if;
    if char_length(p_request) > 8000000 then
        call refuse(31009, 'size: a batch has 1 to 5000 operations');
    end if;
end
//
-- One by one: tells what is not right, and takes what may be left out.
create definer = {definer} procedure push_request_told(in p_head longtext, out p_named varchar(300))
    sql security definer reads sql data
begin
    declare v_device, v_fence, v_batch varchar(300);
    call request_check(p_head);
    call request_text(p_head, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_head, '$.fence', '^[0-9a-f]{32}$', v_fence);
    call request_text(p_head, '$.batch', '^[0-9a-f]{32}$', v_batch);
    set p_named = concat(v_device, ',', v_fence, ',', v_batch);
end
//
create definer = {definer} procedure sync_push(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state, v_device, v_fence, v_batch varchar(32);
    declare v_answer longtext;
    declare v_operations json;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call push_request(v_state, p_request, v_operations, v_device, v_fence, v_batch);
    call push_batch(v_device, v_fence, v_batch, v_operations, 0, v_collaborator, v_account, v_answer);
    select v_answer as answer;
end
//
-- What a file brings that founds or joins this server: operations of several authors, each named by "a". It is
-- granted to nobody: only who may administer the database can call it.
create definer = {definer} procedure central_seed(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_device, v_fence, v_batch varchar(32);
    declare v_answer longtext;
    declare v_operations json;
    declare exit handler for sqlexception begin rollback; resignal; end;
    rollback;
    set session timestamp = default;
    set session time_zone = '+00:00';
    set session group_concat_max_len = 67108864;
    /*M!100600 set session optimizer_switch = 'split_materialized=off'; */
    set session transaction isolation level read committed;
    call push_request(null, p_request, v_operations, v_device, v_fence, v_batch);
    call push_batch(v_device, v_fence, v_batch, v_operations, 1, null, 'central', v_answer);
    select v_answer as answer;
end
