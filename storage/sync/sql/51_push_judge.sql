-- Rights and the rules about the state, for the operations p_first to p_last, none of which needs to see
-- another. Always under the lock of the head row. A refusal names the rule of core that refused. `p_entities`: those that
-- occur.
create definer = {definer} procedure push_judge(in p_first int, in p_last int, in p_trusted tinyint,
                                                in p_author varchar(32), in p_entities varchar(200))
    sql security definer modifies sql data
begin
    declare v_department varchar(16);
    declare v_active tinyint;

    -- What each operation meets. For a creation the new record's own references count.
    update stage_operation o
      left join record r on r.id = o.record
      left join event e on e.id = o.record
      left join payment q on q.id = o.record
      left join contract k on k.id = case when o.entity = 'contract' then o.record
                                          when o.kind = 'create' then o.new_contract
                                          else coalesce(e.contract, q.contract) end
      left join client c on c.id = case when o.entity = 'client' then o.record
                                        when o.entity = 'contract' and o.kind = 'create' then o.new_client
                                        else k.client end
       set o.created_by = r.created_by, o.support = e.support, o.contract = k.id,
           o.contract_signed = (k.signed_on is not null and k.withdrawn = 0),
           o.contract_withdrawn = coalesce(k.withdrawn, 0), o.contract_currency = k.currency,
           o.client_withdrawn = coalesce(c.withdrawn, 0),
           o.owner = case when o.entity = 'client' and o.kind = 'create' then o.new_commercial else c.commercial end,
           o.withdrawn = case o.entity when 'client' then coalesce(c.withdrawn, 0)
                                       when 'contract' then coalesce(k.withdrawn, 0)
                                       else coalesce(e.withdrawn, 0) end,
           o.cancelled = coalesce(e.cancelled, 0),
           o.fault_field = case when o.kind = 'create' and o.entity = 'contract' and c.id is null then 'client'
                                when o.kind = 'create' and o.entity in ('payment', 'event') and k.id is null then 'contract' end,
           o.rule_id = case when (o.kind = 'change' and (r.entity is null or r.entity <> o.entity))
                              or (o.kind = 'create' and o.entity = 'contract' and c.id is null)
                              or (o.kind = 'create' and o.entity in ('payment', 'event') and k.id is null) then 'record'
                            when o.kind = 'create' and r.entity is not null then 'record.exists' end
     where o.n between p_first and p_last and o.state is null;

    if not p_trusted then
        select c.department, c.active into v_department, v_active from collaborator c where c.id = p_author;
        if coalesce(v_active, 0) = 0 then
            update stage_operation o set o.state = 'refused', o.code = 'not_allowed', o.rule_id = 'signed_in'
             where o.n between p_first and p_last and o.state is null and o.rule_id is null;
        end if;
        -- One row must hold all the fields. A refusal names the rule that holds some of them.
        update stage_operation o
           set o.state = 'refused', o.code = 'not_allowed',
               o.rule_id = coalesce((select min(r.rule_id) from permission_set r
                                      where r.department = v_department and r.entity = o.entity and r.action = o.kind
                                        and (r.fields & o.field_mask) <> 0), concat('department.', o.kind))
         where o.n between p_first and p_last and o.state is null and o.rule_id is null
           and not exists (select 1 from permission_set r
                            where r.department = v_department and r.entity = o.entity and r.action = o.kind
                              and (r.fields & o.field_mask) <> 0 and (r.fields & o.rule_mask) = o.rule_mask
                              and case r.condition_name
                                      when 'always' then true
                                      when 'own_client' then o.owner <=> p_author
                                      when 'own_client_signed' then o.owner <=> p_author and o.contract_signed
                                      when 'assigned_to_me' then o.support <=> p_author
                                      when 'created_by_me_unassigned' then o.created_by <=> p_author and o.support is null
                                      when 'self' then o.record = p_author
                                      else false end);
        if locate('collaborator', p_entities) > 0 then
            call push_judge_collaborators(p_first, p_last);
        end if;
        if locate('client', p_entities) > 0 then
            call push_judge_clients(p_first, p_last);
        end if;
        if locate('contract', p_entities) > 0 then
            call push_judge_contracts(p_first, p_last);
        end if;
        if locate('payment', p_entities) > 0 then
            call push_judge_payments(p_first, p_last);
        end if;
        if locate('event', p_entities) > 0 then
            call push_judge_events(p_first, p_last);
        end if;
    end if;
    update stage_operation o
       set o.state = 'refused', o.code = case o.rule_id when 'record' then 'not_found' else 'conflict_with_state' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is not null;
end
//
-- The rules about the state, entity by entity: `rule_id` names the first that an operation breaks.
create definer = {definer} procedure push_judge_collaborators(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    declare v_gestion int;
    select count(*) into v_gestion from collaborator c where c.department = 'gestion' and c.active = 1;
    update stage_operation o
      left join collaborator me on me.id = o.record
       set o.rule_id = case
               when exists (select 1 from collaborator taken where taken.email = o.new_email and taken.id <> o.record)
                   then 'collaborator.email_unique'
               when me.department = 'gestion' and me.active = 1 and v_gestion <= 1
                    and (o.new_active = '0' or coalesce(o.new_department, 'gestion') <> 'gestion')
                   then 'collaborator.last_gestion' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is null and o.entity = 'collaborator';
end
//
create definer = {definer} procedure push_judge_clients(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
       set o.rule_id = case
               when o.new_commercial is not null
                    and not exists (select 1 from collaborator c where c.id = o.new_commercial and c.active = 1
                                                                    and c.department = 'commercial')
                   then 'client.commercial_active'
               when o.new_withdrawn = '1' and exists (select 1 from contract k where k.client = o.record and k.withdrawn = 0)
                   then 'client.has_contracts' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is null and o.entity = 'client'
       and (o.new_commercial is not null or o.new_withdrawn = '1');
end
//
create definer = {definer} procedure push_judge_contracts(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
       set o.rule_id = case
               when o.kind = 'create' and o.client_withdrawn then 'record.withdrawn'
               when o.kind = 'change' and o.withdrawn and o.new_withdrawn = '0' and o.client_withdrawn then 'record.withdrawn'
               when o.clears_signature and exists (select 1 from event e where e.contract = o.record
                                                                          and e.cancelled = 0 and e.withdrawn = 0)
                   then 'contract.signature_holds_events'
               when o.kind = 'change' and o.new_currency is not null and o.new_currency <> o.contract_currency
                    and exists (select 1 from payment q where q.contract = o.record)
                   then 'contract.currency_fixed'
               when o.new_withdrawn = '1'
                    and (exists (select 1 from payment q where q.contract = o.record and q.reverses is null
                                    and not exists (select 1 from payment r where r.reverses = q.id))
                         or exists (select 1 from event e where e.contract = o.record and e.cancelled = 0 and e.withdrawn = 0))
                   then 'contract.has_dependents' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is null and o.entity = 'contract';
end
//
create definer = {definer} procedure push_judge_payments(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      left join payment reversed on reversed.id = o.new_reverses
      left join payment again on again.reverses = o.new_reverses
       set o.rule_id = case
               when o.contract_withdrawn then 'record.withdrawn'
               when o.new_currency <> o.contract_currency then 'payment.currency'
               when o.new_reverses is null then null
               when reversed.reverses is not null then 'payment.reversal_final'
               when again.id is not null then 'payment.reversed_once'
               when reversed.id is null or reversed.contract <> o.new_contract
                    or reversed.amount <> -cast(o.new_amount as signed) then 'payment.reversal_mirrors' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is null and o.entity = 'payment';
end
//
create definer = {definer} procedure push_judge_events(in p_first int, in p_last int)
    sql security definer modifies sql data
begin
    update stage_operation o
      left join collaborator support on support.id = o.new_support
      left join contract moved on o.kind = 'change' and moved.id = o.new_contract
       set o.rule_id = case
               when o.kind = 'create' and not o.contract_signed then 'event.signed_contract'
               when o.kind = 'change' and o.new_contract is not null and o.new_contract <> coalesce(o.contract, '')
                    and not (moved.signed_on is not null and moved.withdrawn = 0) then 'event.signed_contract'
               -- An event that stands again needs what a new one needs.
               when o.kind = 'change' and (o.cancelled or o.withdrawn) and not o.contract_signed
                    and coalesce(o.new_cancelled, cast(o.cancelled as char)) = '0'
                    and coalesce(o.new_withdrawn, cast(o.withdrawn as char)) = '0' then 'event.signed_contract'
               when o.new_support is not null
                    and not (coalesce(support.active, 0) = 1 and support.department = 'support')
                   then 'event.support_active' end
     where o.n between p_first and p_last and o.state is null and o.rule_id is null and o.entity = 'event';
end
