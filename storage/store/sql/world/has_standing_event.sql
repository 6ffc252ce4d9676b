SELECT EXISTS (SELECT 1 FROM event WHERE contract = :contract AND cancelled = 0 AND withdrawn = 0)
