INSERT INTO set_aside (number, reason, at, program) VALUES (:number, :reason, :at, :program)
ON CONFLICT (number) DO UPDATE SET
    reason = excluded.reason, at = excluded.at, program = excluded.program
