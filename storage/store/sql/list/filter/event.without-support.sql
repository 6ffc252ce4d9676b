e.support IS NULL AND e.cancelled = 0
