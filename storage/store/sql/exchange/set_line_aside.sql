INSERT INTO set_aside (number, reason, at) VALUES (:number, :reason, :at)
ON CONFLICT (number) DO UPDATE SET reason = excluded.reason, at = excluded.at
