SELECT id FROM event WHERE contract = :contract AND starts_at = :starts_at AND withdrawn = 0 ORDER BY row
