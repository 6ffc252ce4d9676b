-- Who comes to this file for the first time finds it as it is.
INSERT INTO digest_mark (person, sequence, at)
VALUES (:person, (SELECT coalesce(max(sequence), 0) FROM operation), :at)
ON CONFLICT (person) DO NOTHING
