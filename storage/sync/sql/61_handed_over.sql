-- What was handed over and somebody of gestion has taken on since, or put aside: no other has to.
create table if not exists hand_over_taken (
    operation     varchar(32) not null primary key,
    collaborator  varchar(32) not null,
    at            bigint      not null
) engine = innodb
//
-- For gestion: the documents that were handed over after a number, whose they are, and what is taken. The caller names what they have
-- taken since.
create definer = {definer} procedure sync_handed_over(in p_request longtext)
    sql security definer modifies sql data
begin
    declare v_account, v_collaborator, v_state varchar(32);
    declare v_after varchar(300);
    declare exit handler for sqlexception begin rollback; resignal; end;
    call session_begin(v_account, v_collaborator, v_state);
    call session_must_be_open(v_state);
    call request_check(p_request);
    call account_needs_gestion(v_collaborator);
    call request_text(p_request, '$.after', '^[0-9]{1,18}$', v_after);
    insert ignore into hand_over_taken (operation, collaborator, at)
    select x.operation, v_collaborator, now_ms()
      from json_table(p_request, '$.taken[*]' columns (operation varchar(300) path '$')) x
     where x.operation regexp '\\A[0-9a-f]{32}\\z';
    commit;
    select json_object('to', cast(coalesce((select max(h.id) from hand_over h), 0) as char)) as answer;
    select h.id, coalesce(o.collaborator, a.collaborator) as collaborator, h.document,
           case when o.collaborator is not null then a.collaborator end as brought_by
      from hand_over h left join account a on a.name = h.account left join hand_over_of o on o.hand_over = h.id
     where h.id > cast(v_after as unsigned) order by h.id;
    select t.operation from hand_over_taken t order by t.operation;
end
