SELECT view, name, filters, text, sort, withdrawn, columns
FROM saved_view
WHERE person = :person AND entity = :entity
ORDER BY name COLLATE french
