SELECT device, joined, last_stamp, clock_offset_ms FROM device
