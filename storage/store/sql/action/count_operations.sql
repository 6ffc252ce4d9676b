SELECT count(*), count(action_id) FROM operation WHERE (group_id = :action OR action_id = :action) AND state <> 6
