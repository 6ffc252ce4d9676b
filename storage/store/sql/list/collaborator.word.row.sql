EXISTS (SELECT 1 FROM collaborator_words AS w WHERE w.collaborator_words MATCH :word AND w.rowid = p.row)
