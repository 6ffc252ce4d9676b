-- The proof that a laptop holds what the server holds. A record's digest is SHA-256 of its id, its creator and its fields
-- in the order of core/model/field.cpp, each as its length in bytes, a colon and its text, or a dash for null. A checksum
-- is the exclusive or of the first 64 bits of the digests, so that a table can be cut into parts: by the last two digits
-- of the ids, which are random.
create or replace definer = {definer} sql security definer view collaborator_digest as
select t.id, sha2(concat(
          coalesce(concat(length(t.id), ':', t.id), '-'),
          coalesce(concat(length(r.created_by), ':', r.created_by), '-'),
          coalesce(concat(length(t.full_name), ':', t.full_name), '-'),
          coalesce(concat(length(t.email), ':', t.email), '-'), coalesce(concat(length(t.phone), ':', t.phone), '-'),
          coalesce(concat(length(t.department), ':', t.department), '-'),
          coalesce(concat(length(t.active), ':', t.active), '-'),
          coalesce(concat(length(t.must_change_password), ':', t.must_change_password), '-'),
          coalesce(concat(length(t.language), ':', t.language), '-')
       ), 256) as digest
  from collaborator t join record r on r.id = t.id
//
create or replace definer = {definer} sql security definer view client_digest as
select t.id, sha2(concat(
          coalesce(concat(length(t.id), ':', t.id), '-'),
          coalesce(concat(length(r.created_by), ':', r.created_by), '-'),
          coalesce(concat(length(t.full_name), ':', t.full_name), '-'),
          coalesce(concat(length(t.email), ':', t.email), '-'), coalesce(concat(length(t.phone), ':', t.phone), '-'),
          coalesce(concat(length(t.company), ':', t.company), '-'),
          coalesce(concat(length(t.first_contact), ':', t.first_contact), '-'),
          coalesce(concat(length(t.last_contact), ':', t.last_contact), '-'),
          coalesce(concat(length(t.commercial), ':', t.commercial), '-'),
          coalesce(concat(length(t.notes), ':', t.notes), '-'),
          coalesce(concat(length(t.withdrawn), ':', t.withdrawn), '-')
       ), 256) as digest
  from client t join record r on r.id = t.id
//
create or replace definer = {definer} sql security definer view contract_digest as
select t.id, sha2(concat(
          coalesce(concat(length(t.id), ':', t.id), '-'),
          coalesce(concat(length(r.created_by), ':', r.created_by), '-'),
          coalesce(concat(length(t.number), ':', t.number), '-'),
          coalesce(concat(length(t.client), ':', t.client), '-'),
          coalesce(concat(length(t.total), ':', t.total), '-'),
          coalesce(concat(length(t.currency), ':', t.currency), '-'),
          coalesce(concat(length(t.created_on), ':', t.created_on), '-'),
          coalesce(concat(length(t.signed_on), ':', t.signed_on), '-'),
          coalesce(concat(length(t.notes), ':', t.notes), '-'),
          coalesce(concat(length(t.withdrawn), ':', t.withdrawn), '-')
       ), 256) as digest
  from contract t join record r on r.id = t.id
//
create or replace definer = {definer} sql security definer view payment_digest as
select t.id, sha2(concat(
          coalesce(concat(length(t.id), ':', t.id), '-'),
          coalesce(concat(length(r.created_by), ':', r.created_by), '-'),
          coalesce(concat(length(t.contract), ':', t.contract), '-'),
          coalesce(concat(length(t.amount), ':', t.amount), '-'),
          coalesce(concat(length(t.currency), ':', t.currency), '-'),
          coalesce(concat(length(t.received_on), ':', t.received_on), '-'),
          coalesce(concat(length(t.method), ':', t.method), '-'), coalesce(concat(length(t.note), ':', t.note), '-'),
          coalesce(concat(length(t.reverses), ':', t.reverses), '-')
       ), 256) as digest
  from payment t join record r on r.id = t.id
//
create or replace definer = {definer} sql security definer view event_digest as
select t.id, sha2(concat(
          coalesce(concat(length(t.id), ':', t.id), '-'),
          coalesce(concat(length(r.created_by), ':', r.created_by), '-'),
          coalesce(concat(length(t.title), ':', t.title), '-'),
          coalesce(concat(length(t.contract), ':', t.contract), '-'),
          coalesce(concat(length(t.contact_name), ':', t.contact_name), '-'),
          coalesce(concat(length(t.contact_phone), ':', t.contact_phone), '-'),
          coalesce(concat(length(t.contact_email), ':', t.contact_email), '-'),
          coalesce(concat(length(t.starts_at), ':', t.starts_at), '-'),
          coalesce(concat(length(t.ends_at), ':', t.ends_at), '-'),
          coalesce(concat(length(t.time_zone), ':', t.time_zone), '-'),
          coalesce(concat(length(t.support), ':', t.support), '-'),
          coalesce(concat(length(t.venue_name), ':', t.venue_name), '-'),
          coalesce(concat(length(t.venue_address), ':', t.venue_address), '-'),
          coalesce(concat(length(t.attendees), ':', t.attendees), '-'),
          coalesce(concat(length(t.notes), ':', t.notes), '-'),
          coalesce(concat(length(t.cancelled), ':', t.cancelled), '-'),
          coalesce(concat(length(t.withdrawn), ':', t.withdrawn), '-')
       ), 256) as digest
  from event t join record r on r.id = t.id
//
-- Checksums of every table, of one state: first the answer, then one result set for each table, by parts.
create definer = {definer} procedure sync_checksums(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    set session transaction isolation level repeatable read;
    start transaction with consistent snapshot, read only;
    select json_object('head', cast(h.number as char), 'chain', h.chain, 'epoch', cast(s.epoch as char)) as answer
      from head h join server s;
    select 'collaborator' as entity, right(d.id, 2) as part, count(*) as row_count,
           lpad(hex(bit_xor(cast(conv(left(d.digest, 16), 16, 10) as unsigned))), 16, '0') as checksum
      from collaborator_digest d group by right(d.id, 2);
    select 'client' as entity, right(d.id, 2) as part, count(*) as row_count,
           lpad(hex(bit_xor(cast(conv(left(d.digest, 16), 16, 10) as unsigned))), 16, '0') as checksum
      from client_digest d group by right(d.id, 2);
    select 'contract' as entity, right(d.id, 2) as part, count(*) as row_count,
           lpad(hex(bit_xor(cast(conv(left(d.digest, 16), 16, 10) as unsigned))), 16, '0') as checksum
      from contract_digest d group by right(d.id, 2);
    select 'payment' as entity, right(d.id, 2) as part, count(*) as row_count,
           lpad(hex(bit_xor(cast(conv(left(d.digest, 16), 16, 10) as unsigned))), 16, '0') as checksum
      from payment_digest d group by right(d.id, 2);
    select 'event' as entity, right(d.id, 2) as part, count(*) as row_count,
           lpad(hex(bit_xor(cast(conv(left(d.digest, 16), 16, 10) as unsigned))), 16, '0') as checksum
      from event_digest d group by right(d.id, 2);
    commit;
end
//
-- The digests of one part of a table: first the answer, then id and digest.
create definer = {definer} procedure sync_digests(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_entity, v_part varchar(300);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call request_text(p_request, '$.entity', '^(collaborator|client|contract|payment|event)$', v_entity);
    call request_text(p_request, '$.part', '^[0-9a-f]{2}$', v_part);
    set session transaction isolation level repeatable read;
    start transaction with consistent snapshot, read only;
    select json_object('head', cast(h.number as char)) as answer from head h;
    case v_entity
    when 'collaborator' then select d.id, d.digest from collaborator_digest d where right(d.id, 2) = v_part order by d.id;
    when 'client' then select d.id, d.digest from client_digest d where right(d.id, 2) = v_part order by d.id;
    when 'contract' then select d.id, d.digest from contract_digest d where right(d.id, 2) = v_part order by d.id;
    when 'payment' then select d.id, d.digest from payment_digest d where right(d.id, 2) = v_part order by d.id;
    when 'event' then select d.id, d.digest from event_digest d where right(d.id, 2) = v_part order by d.id;
    end case;
    commit;
end
//
-- These records as they stand now, as a page gives them (41_page.sql).
create definer = {definer} procedure sync_rows(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_entity varchar(300);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call request_text(p_request, '$.entity', '^(collaborator|client|contract|payment|event)$', v_entity);
    if coalesce(json_type(json_extract(p_request, '$.ids')), '') <> 'ARRAY' or json_length(p_request, '$.ids') > 1000 then
        call refuse(31004, 'form: $.ids');
    end if;
    create temporary table if not exists stage_page (id varchar(32) not null primary key) engine = innodb;
    create temporary table if not exists stage_version (record varchar(32) not null primary key,
                                                        numbers longtext not null) engine = innodb;
    delete from stage_page;
    delete from stage_version;
    insert into stage_page (id)
    select distinct j.id from json_table(p_request, '$.ids[*]' columns (id varchar(300) path '$')) j
     where j.id regexp '^[0-9a-f]{32}$';
    insert into stage_version (record, numbers)
    select v.record, concat('[', group_concat(concat('["', v.unit, '","', v.number, '"]') separator ','), ']')
      from stage_page p join field_version v on v.record = p.id group by v.record;
    select json_object('entity', v_entity, 'rows', cast((select count(*) from stage_page p) as char)) as answer;
    call page_rows(v_entity);
end
