INSERT INTO operation (
    id, group_id, position, command, entity, record, creates, author, device, stamp, state, number, action_id
) VALUES (
    :id, :group_id, :position, :command, :entity, :record, :creates, :author, :device, :stamp, :state, :number,
    :action_id
)
