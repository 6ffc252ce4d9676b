-- Rights and the rules about the state, for the operations p_first to p_last, none of which needs to see
-- another. Always under the lock of the head row. A refusal names the rule of core that refused. `p_occurs`: see
-- push_batch. What is not refused has its number then, if nothing before it in these is held back; what is has `denied`, when
-- its author may not, or a rule, until push_refuse says so.
create definer = {definer} procedure push_judge(in p_first int, in p_last int, in p_trusted tinyint,
                                                in p_author varchar(32), in p_occurs varchar(200),
                                                in p_after bigint unsigned)
    sql security definer modifies sql data
begin
    -- What each operation meets. What the log has already is known, whatever it says. For a creation the new record's own references count. Rights: one row must hold all the
    -- fields.
    update stage_operation o
      left join stage_value v on v.n = o.n
      left join operation_log l on l.operation = o.id
      left join operation_known w on w.operation = o.id
      left join collaborator me on me.id = p_author
      left join collaborator to_whom on to_whom.id = v.new_commercial
      left join record r on r.id = o.record
      left join event e on e.id = o.record
      left join payment q on q.id = o.record
      left join contract k on k.id = case when o.entity = 'contract' then o.record
                                          when o.kind = 'create' then v.new_contract
                                          else coalesce(e.contract, q.contract) end
      left join client c on c.id = case when o.entity = 'client' then o.record
                                        when o.entity = 'contract' and o.kind = 'create' then v.new_client
                                        else k.client end
       set o.contract = k.id,
           o.contract_signed = (k.signed_on is not null and k.withdrawn = 0),
           o.contract_withdrawn = coalesce(k.withdrawn, 0), o.contract_currency = k.currency,
           o.client_withdrawn = coalesce(c.withdrawn, 0),
           o.withdrawn = case o.entity when 'client' then coalesce(c.withdrawn, 0)
                                       when 'contract' then coalesce(k.withdrawn, 0)
                                       else coalesce(e.withdrawn, 0) end,
           o.cancelled = coalesce(e.cancelled, 0),
           -- Nothing is read of what is written here: MariaDB would make a table of it first.
           o.state = case when l.number is not null or w.number is not null then 'known'
                          when v.n is null or v.rule_id is not null then 'refused'
                          else 'applied' end,
           o.number = case when l.number is not null or w.number is not null then coalesce(l.number, w.number)
                           when v.n is not null and v.rule_id is null then p_after + (o.n - p_first + 1) end,
           o.code = case when l.number is null and w.number is null and (v.n is null or v.rule_id is not null)
                         then 'invalid_value' end,
           o.fault_field = case when l.number is not null or w.number is not null then null
                                when v.rule_id = 'event.period' then 'ends_at'
                                when v.rule_id is not null then v.invalid
                                when o.kind = 'create' and o.entity = 'contract' and c.id is null then 'client'
                                when o.kind = 'create' and o.entity in ('payment', 'event') and k.id is null then 'contract' end,
           o.rule_id = case when l.number is not null or w.number is not null then null
                            when v.n is null then 'value'
                            when v.rule_id is not null then v.rule_id
                            when (o.kind = 'change' and (r.entity is null or r.entity <> o.entity))
                              or (o.kind = 'create' and o.entity = 'contract' and c.id is null)
                              or (o.kind = 'create' and o.entity in ('payment', 'event') and k.id is null) then 'record'
                            when o.kind = 'create' and r.entity is not null then 'record.exists'
                            when not p_trusted and o.entity = 'client' and v.new_commercial is not null
                                and not (coalesce(to_whom.active, 0) = 1 and to_whom.department = 'commercial')
                                then 'client.commercial_active' end,
           o.denied = not p_trusted and (coalesce(me.active, 0) = 0 or not exists (
               select 1 from permission_set p
                where p.department = me.department and p.entity = o.entity and p.action = o.kind
                  and (p.fields & v.field_mask) <> 0 and (p.fields & v.rule_mask) = v.rule_mask
                  and case p.condition_name
                          when 'always' then true
                          when 'own_client' then
                              case when o.entity = 'client' and o.kind = 'create' then v.new_commercial else c.commercial end
                                  <=> p_author
                          when 'own_client_signed' then c.commercial <=> p_author and k.signed_on is not null and k.withdrawn = 0
                          when 'assigned_to_me' then e.support <=> p_author
                          when 'created_by_me_unassigned' then r.created_by <=> p_author and e.support is null
                          when 'self' then o.record = p_author
                          else false end))
     where o.n between p_first and p_last;

    if not p_trusted then
        if locate('collaborator', p_occurs) > 0 then
            call push_judge_collaborators(p_first, p_last);
        end if;
        if locate('withdrawing', p_occurs) > 0 then
            call push_judge_clients(p_first, p_last);
        end if;
        if locate('contract', p_occurs) > 0 then
            call push_judge_contracts(p_first, p_last);
        end if;
        if locate('payment', p_occurs) > 0 then
            call push_judge_payments(p_first, p_last);
        end if;
        if locate('event', p_occurs) > 0 then
            call push_judge_events(p_first, p_last);
        end if;
    end if;
end
//
-- Says of those that may not be done that they are refused: what is not there before what their author may not, and that
-- before the rules about the state.
create definer = {definer} procedure push_refuse(in p_first int, in p_last int, in p_author varchar(32))
    sql security definer modifies sql data
begin
    declare v_department varchar(16);
    declare v_active tinyint;
    select c.department, c.active into v_department, v_active from collaborator c where c.id = p_author;
    update stage_operation o
       set o.state = 'refused', o.number = null,
           o.code = case when o.rule_id = 'record' then 'not_found'
                         when o.rule_id = 'record.exists' or o.denied = 0 then 'conflict_with_state'
                         else 'not_allowed' end,
           -- For want of a right: the rule that holds some of the fields.
           o.rule_id = case when o.rule_id in ('record', 'record.exists') or o.denied = 0 then o.rule_id
                            when coalesce(v_active, 0) = 0 then 'signed_in'
                            else coalesce((select min(p.rule_id) from stage_value v
                                             join permission_set p on (p.fields & v.field_mask) <> 0
                                            where v.n = o.n and p.department = v_department and p.entity = o.entity
                                              and p.action = o.kind), concat('department.', o.kind)) end
     where o.n between p_first and p_last and o.state = 'applied' and (o.denied = 1 or o.rule_id is not null);
end
//
-- The rules about the state, entity by entity: `rule_id` names the first that an operation breaks.
create definer = {definer} procedure push_judge_collaborators(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    declare v_gestion int;
    select count(*) into v_gestion from collaborator c where c.department = 'gestion' and c.active = 1;
    update stage_operation o
      join stage_value v on v.n = o.n
      left join collaborator me on me.id = o.record
       set o.rule_id = case
               when exists (select 1 from collaborator taken where taken.email = v.new_email and taken.id <> o.record)
                   then 'collaborator.email_unique'
               when me.department = 'gestion' and me.active = 1 and v_gestion <= 1
                    and (v.new_active = '0' or coalesce(v.new_department, 'gestion') <> 'gestion')
                   then 'collaborator.last_gestion' end
     where o.n between p_first and p_last and o.state = 'applied' and o.rule_id is null and o.denied = 0 and o.entity = 'collaborator';
end
//
create definer = {definer} procedure push_judge_clients(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      join stage_value v on v.n = o.n
       set o.rule_id = 'client.has_contracts'
     where o.n between p_first and p_last and o.state = 'applied' and o.rule_id is null and o.denied = 0 and o.entity = 'client'
       and v.new_withdrawn = '1' and exists (select 1 from contract k where k.client = o.record and k.withdrawn = 0);
end
//
create definer = {definer} procedure push_judge_contracts(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      join stage_value v on v.n = o.n
       set o.rule_id = case
               when o.kind = 'create' and o.client_withdrawn then 'record.withdrawn'
               when o.kind = 'change' and o.withdrawn and v.new_withdrawn = '0' and o.client_withdrawn then 'record.withdrawn'
               when v.clears_signature and exists (select 1 from event e where e.contract = o.record
                                                                          and e.cancelled = 0 and e.withdrawn = 0)
                   then 'contract.signature_holds_events'
               when o.kind = 'change' and v.new_currency is not null and v.new_currency <> o.contract_currency
                    and exists (select 1 from payment q where q.contract = o.record)
                   then 'contract.currency_fixed'
               when v.new_withdrawn = '1'
                    and (exists (select 1 from payment q where q.contract = o.record and q.reverses is null
                                    and not exists (select 1 from payment r where r.reverses = q.id))
                         or exists (select 1 from event e where e.contract = o.record and e.cancelled = 0 and e.withdrawn = 0))
                   then 'contract.has_dependents' end
     where o.n between p_first and p_last and o.state = 'applied' and o.rule_id is null and o.denied = 0 and o.entity = 'contract';
end
//
create definer = {definer} procedure push_judge_payments(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      join stage_value v on v.n = o.n
      left join payment reversed on reversed.id = v.new_reverses
      left join payment again on again.reverses = v.new_reverses
       set o.rule_id = case
               when o.contract_withdrawn then 'record.withdrawn'
               when v.new_currency <> o.contract_currency then 'payment.currency'
               when v.new_reverses is null then null
               when reversed.reverses is not null then 'payment.reversal_final'
               when again.id is not null then 'payment.reversed_once'
               when reversed.id is null or reversed.contract <> v.new_contract
                    or reversed.amount <> -cast(v.new_amount as signed) then 'payment.reversal_mirrors' end
     where o.n between p_first and p_last and o.state = 'applied' and o.rule_id is null and o.denied = 0 and o.entity = 'payment';
end
//
create definer = {definer} procedure push_judge_events(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      join stage_value v on v.n = o.n
      left join collaborator support on support.id = v.new_support
      left join contract moved on o.kind = 'change' and moved.id = v.new_contract
       set o.rule_id = case
               when o.kind = 'create' and not o.contract_signed then 'event.signed_contract'
               when o.kind = 'change' and v.new_contract is not null and v.new_contract <> coalesce(o.contract, '')
                    and not (moved.signed_on is not null and moved.withdrawn = 0) then 'event.signed_contract'
               -- An event that stands again needs what a new one needs.
               when o.kind = 'change' and (o.cancelled or o.withdrawn) and not o.contract_signed
                    and coalesce(v.new_cancelled, cast(o.cancelled as char)) = '0'
                    and coalesce(v.new_withdrawn, cast(o.withdrawn as char)) = '0' then 'event.signed_contract'
               when v.new_support is not null
                    and not (coalesce(support.active, 0) = 1 and support.department = 'support')
                   then 'event.support_active' end
     where o.n between p_first and p_last and o.state = 'applied' and o.rule_id is null and o.denied = 0 and o.entity = 'event';
end
