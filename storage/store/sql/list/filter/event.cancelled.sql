e.cancelled = 1
