UPDATE device SET clock_offset_ms = :offset_ms, last_stamp = max(last_stamp, :stamp)
