SELECT
    device, joined, server_id, invitation, epoch, fence, cursor, chain_hash, clock_offset_ms, last_exchange_ms,
    bootstrapped, bootstrap, handed_over_cursor, history_cursor, history_end
FROM device
