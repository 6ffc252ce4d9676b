p.row IN (SELECT rowid FROM collaborator_words WHERE collaborator_words MATCH :word)
