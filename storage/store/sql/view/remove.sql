DELETE FROM saved_view WHERE person = :person AND entity = :entity AND name_fold = :name_fold
