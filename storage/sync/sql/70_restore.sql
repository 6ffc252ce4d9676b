-- After the server was restored from a backup. It has lost the end of its log, which laptops hold with its seals, and
-- may let people in whose access has ended since. `begin` starts a new epoch and shuts everyone out; laptops return
-- what they hold; `confirm` opens again. Both may be repeated.
create definer = {definer} procedure central_restored(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_step varchar(300);
    declare v_server_state varchar(16);
    declare v_number bigint unsigned;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_of_gestion(v_state, v_collaborator);
    call request_check(p_request);
    call request_text(p_request, '$.step', '^(begin|confirm)$', v_step);
    start transaction;
    select h.number into v_number from head h for update;
    select s.state into v_server_state from server s for update;
    if v_step = 'begin' and v_server_state = 'open' then
        update server s set s.epoch = s.epoch + 1, s.state = 'restored';
    elseif v_step = 'confirm' and v_server_state = 'restored' then
        update account a join collaborator c on c.id = a.collaborator
           set a.state = 'closing', a.changed_at = now_ms()
         where c.active = 0 and a.state in ('new', 'ready');
        -- Numbers of a lost end that nobody has returned must never be given again: what laptops still hold under them
        -- is older than all that comes.
        update head h set h.number = h.number + 1000000;
        -- A batch without lines marks the place, so that a laptop whose log ends there is recognised.
        insert into batch (id, device, account, digest, fence_before, epoch, first_number, last_number, chain, seal, answer, at)
        select left(sealed(concat('restored ', s.epoch)), 32), repeat('0', 32), 'central', '', '', s.epoch, null, h.number,
               h.chain, sealed(concat('batch ', s.epoch, ' ', h.number, ' ', h.chain)), '', now_ms()
          from server s join head h;
        update server s set s.state = 'open';
    end if;
    commit;
    select json_object('epoch', cast(s.epoch as char), 'state', s.state, 'head', cast(h.number as char),
                       'chain', h.chain) as answer
      from server s join head h;
    -- Who works here and has no account in the backup.
    select c.id from collaborator c
     where c.active = 1 and not exists (select 1 from account a where a.collaborator = c.id and a.state = 'ready')
     order by c.id;
end
//
-- This and sync_return are also for closed accounts: who takes leave may hold what nobody else does.
-- The greatest number up to which a laptop's log is the server's: `known` is [[last number, chain], ...] of its batches.
create definer = {definer} procedure sync_common(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_common, v_known bigint unsigned;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call request_check(p_request);
    if coalesce(json_type(json_extract(p_request, '$.known')), '') <> 'ARRAY'
       or json_length(p_request, '$.known') > 5000 then
        call refuse(31004, 'form: $.known');
    end if;
    select max(b.last_number) into v_common
      from json_table(p_request, '$.known[*]' columns (number varchar(300) path '$[0]', chain varchar(300) path '$[1]')) j
      join batch b on b.last_number = cast(j.number as unsigned) and b.chain = j.chain
     where j.number regexp '^[0-9]{1,18}$';
    select json_object('common', cast(coalesce(v_common, 0) as char), 'head', cast(h.number as char), 'chain', h.chain,
                       'epoch', cast(s.epoch as char), 'state', s.state) as answer
      from head h join server s;
end
//
-- Batches that this server acknowledged before it was restored, in the order of the log, each with the lines of the
-- log. Its own seal proves them, so it does not matter who brings them: they are written as they were, without a judge.
create definer = {definer} procedure sync_return(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_server_state varchar(16);
    declare v_chain varchar(64);
    declare v_number bigint unsigned;
    declare v_index, v_count, v_taken int default 0;
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call request_check(p_request);
    if coalesce(json_type(json_extract(p_request, '$.batches')), '') <> 'ARRAY' or char_length(p_request) > 8000000 then
        call refuse(31004, 'form: $.batches');
    end if;
    call push_tables();
    create temporary table if not exists stage_return (
        n int not null primary key, number varchar(20), operation varchar(32), group_id varchar(32), position varchar(10),
        command varchar(64), entity varchar(16), record varchar(32), kind varchar(16), author varchar(32),
        device varchar(32), stamp varchar(20), at varchar(20), fields longtext, conflicts longtext, settles longtext
    ) engine = innodb;
    start transaction;
    select h.number, h.chain into v_number, v_chain from head h for update;
    select s.state into v_server_state from server s;
    if v_server_state <> 'restored' then
        call refuse(31017, 'return: this server does not wait for what it lost');
    end if;
    set v_count = json_length(p_request, '$.batches');
    while v_index < v_count do
        call return_batch(json_extract(p_request, concat('$.batches[', v_index, ']')), v_number, v_chain, v_taken);
        set v_index = v_index + 1;
    end while;
    commit;
    select json_object('head', cast(v_number as char), 'chain', v_chain, 'taken', cast(v_taken as char)) as answer;
end
//
create definer = {definer} procedure return_batch(in p_batch longtext, inout p_number bigint unsigned,
                                                  inout p_chain varchar(64), inout p_taken int)
    sql security definer modifies sql data
batch_body: begin
    declare v_id, v_device, v_account, v_epoch, v_last, v_seal varchar(300);
    declare v_digests longtext;
    declare v_next varchar(64);
    declare v_total int;
    call request_text(p_batch, '$.id', '^[0-9a-f]{32}$', v_id);
    call request_text(p_batch, '$.device', '^[0-9a-f]{32}$', v_device);
    call request_text(p_batch, '$.account', '^[a-z0-9_]{1,32}$', v_account);
    call request_text(p_batch, '$.epoch', '^[0-9]{1,6}$', v_epoch);
    call request_text(p_batch, '$.last', '^[0-9]{1,18}$', v_last);
    call request_text(p_batch, '$.seal', '^[0-9a-f]{64}$', v_seal);
    if cast(v_last as unsigned) <= p_number then
        leave batch_body;   -- it has this one
    end if;
    delete from stage_return;
    insert into stage_return (n, number, operation, group_id, position, command, entity, record, kind, author, device,
                              stamp, at, fields, conflicts, settles)
    select j.n, j.number, j.operation, j.group_id, j.position, j.command, j.entity, j.record, j.kind, j.author, j.device,
           j.stamp, j.at, j.fields, nullif(j.conflicts, ''), nullif(j.settles, '')
      from json_table(p_batch, '$.lines[*]' columns (
               n for ordinality, number varchar(20) path '$[0]', operation varchar(32) path '$[1]',
               batch varchar(32) path '$[2]', group_id varchar(32) path '$[3]', position varchar(10) path '$[4]',
               command varchar(64) path '$[5]', entity varchar(16) path '$[6]', record varchar(32) path '$[7]',
               kind varchar(16) path '$[8]', author varchar(32) path '$[9]', device varchar(32) path '$[10]',
               stamp varchar(20) path '$[11]', at varchar(20) path '$[12]', fields longtext path '$[13]',
               conflicts longtext path '$[14]', settles longtext path '$[15]')) j;
    set v_total = row_count();
    select group_concat(sha2(concat_ws('\n', r.number, r.operation, v_id, r.group_id, r.position, r.command, r.entity,
                                       r.record, r.kind, r.author, r.device, r.stamp, r.at, r.fields,
                                       coalesce(r.conflicts, ''), coalesce(r.settles, '')), 256)
                        order by r.n separator '')
      into v_digests from stage_return r;
    set v_next = sha2(concat(p_chain, v_id, coalesce(v_digests, '')), 256);
    if sealed(concat('batch ', v_epoch, ' ', v_last, ' ', v_next)) <> v_seal then
        call refuse(31018, 'seal: this does not follow on what the server has');
    end if;
    call return_lines(v_total, v_id);
    insert into batch (id, device, account, digest, fence_before, epoch, first_number, last_number, chain, seal, answer, at)
    select v_id, v_device, v_account, '', '', cast(v_epoch as signed), min(cast(r.number as unsigned)),
           cast(v_last as unsigned), v_next, v_seal, '', min(cast(r.at as signed))
      from stage_return r;
    update head h set h.number = cast(v_last as unsigned), h.chain = v_next;
    set p_number = cast(v_last as unsigned), p_chain = v_next, p_taken = p_taken + v_total;
end
//
-- One after the other, as they were judged then.
create definer = {definer} procedure return_lines(in p_total int, in p_batch varchar(32))
    sql security definer modifies sql data
begin
    declare v_n, v_conflict int default 1;
    declare v_conflicts longtext;
    declare v_entity, v_kind varchar(16);
    insert into operation_log (number, operation, batch, group_id, position, command, entity, record, kind, author, device,
                               stamp, at, fields, conflicts, settles, digest)
    select cast(r.number as unsigned), r.operation, p_batch, r.group_id, cast(r.position as unsigned), r.command, r.entity,
           r.record, r.kind, r.author, r.device, cast(r.stamp as unsigned), cast(r.at as signed), r.fields, r.conflicts,
           r.settles,
           sha2(concat_ws('\n', r.number, r.operation, p_batch, r.group_id, r.position, r.command, r.entity, r.record,
                          r.kind, r.author, r.device, r.stamp, r.at, r.fields, coalesce(r.conflicts, ''),
                          coalesce(r.settles, '')), 256)
      from stage_return r order by r.n;
    delete from stage_operation;
    delete from stage_field;
    insert into stage_operation (n, id, group_id, position, command, entity, record, kind, author, stamp, merge_round,
                                 state, number)
    select r.n, r.operation, r.group_id, cast(r.position as unsigned), r.command, r.entity, r.record, r.kind, r.author,
           cast(r.stamp as unsigned), 0, 'applied', cast(r.number as unsigned)
      from stage_return r;
    insert into stage_field (n, ordinal, entity, kind, record, name, value, base, unit, policy, outcome)
    select r.n, j.ordinal, r.entity, r.kind, r.record, j.name, j.value, '0', s.unit, s.merge_policy, 'applied'
      from stage_return r
      join json_table(r.fields, '$[*]' columns (ordinal for ordinality, name varchar(32) path '$[0]',
                                                value longtext path '$[1]')) j
      join field_spec s on s.entity = r.entity and s.field = j.name;
    while v_n <= p_total do
        select r.conflicts, r.entity, r.kind into v_conflicts, v_entity, v_kind from stage_return r where r.n = v_n;
        if v_kind = 'create' then
            call push_write_created(v_n, v_n, v_entity);
        else
            call push_write_changed(v_n, v_n, concat(v_entity, ',notes'));
        end if;
        update conflict c join stage_return r on r.n = v_n
           set c.settled_by = r.operation
         where r.settles is not null and c.record = r.record and c.settled_by is null
           and locate(concat('"', c.operation, '"'), r.settles) > 0
           and (exists (select 1 from stage_field f where f.n = r.n and f.unit = c.unit)
                or coalesce(json_contains(json_extract(r.conflicts, '$[*][0]'), json_quote(c.unit)), 0) = 1);
        set v_conflict = 0;
        while v_conflicts is not null and v_conflict < json_length(v_conflicts) do
            insert ignore into conflict (operation, unit, record, entity, author, base, mine, theirs, theirs_number, outcome,
                                         number)
            select r.operation, json_unquote(json_extract(v_conflicts, concat('$[', v_conflict, '][0]'))), r.record,
                   r.entity, r.author, json_unquote(json_extract(v_conflicts, concat('$[', v_conflict, '][3]'))),
                   json_extract(v_conflicts, concat('$[', v_conflict, '][4]')),
                   json_extract(v_conflicts, concat('$[', v_conflict, '][5]')),
                   cast(json_unquote(json_extract(v_conflicts, concat('$[', v_conflict, '][2]'))) as unsigned),
                   json_unquote(json_extract(v_conflicts, concat('$[', v_conflict, '][1]'))),
                   cast(r.number as unsigned)
              from stage_return r where r.n = v_n;
            set v_conflict = v_conflict + 1;
        end while;
        set v_n = v_n + 1;
    end while;
    insert into contract_counter (year, epoch, last_number)
    select cast(left(f.value, 4) as signed),
           if(f.value regexp '^[0-9]{4}-E', cast(substring_index(substr(f.value, 7), '-', 1) as signed), 1),
           max(cast(substring_index(f.value, '-', -1) as signed))
      from stage_field f
     where f.entity = 'contract' and f.kind = 'create' and f.name = 'number'
       and f.value regexp '^[0-9]{4}-(E[0-9]{1,4}-)?[0-9]{4,7}$'
     group by 1, 2
        on duplicate key update last_number = greatest(last_number, values(last_number));
end
