-- History from before the file joined has sequences below zero; what comes anew goes on above.
INSERT INTO operation (
    sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number, action_id
) VALUES (
    coalesce(:sequence, max(0, (SELECT coalesce(max(sequence), 0) FROM operation)) + 1), :id, :group_id, :position, :command, :entity, :record, :creates, :author, :device, :stamp, :state, :number,
    :action_id
)
