INSERT INTO digest_mark (person, sequence, at) VALUES (:person, :sequence, :at)
ON CONFLICT (person) DO UPDATE SET sequence = max(sequence, excluded.sequence), at = excluded.at
