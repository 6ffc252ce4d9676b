INSERT INTO saved_view (person, entity, name, name_fold, filters, text, sort, withdrawn, columns)
VALUES (:person, :entity, :name, :name_fold, :filters, :text, :sort, :withdrawn, :columns)
