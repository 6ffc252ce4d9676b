UPDATE device SET joined = 1, server_id = :server_id, epoch = :epoch, invitation = :invitation
