SELECT
    device, joined, server_id, invitation, epoch, fence, cursor, chain_hash, clock_offset_ms, last_exchange_ms,
    bootstrapped, bootstrap
FROM device
