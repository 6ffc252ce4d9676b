UPDATE device SET last_stamp = :stamp
