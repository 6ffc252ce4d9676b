-- After a first synchronisation: what it brought is not news.
UPDATE digest_mark SET sequence = (SELECT coalesce(max(sequence), 0) FROM operation)
