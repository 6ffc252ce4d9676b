-- Tables that hold rows, those of the word index among them (shadow), with the page their tree begins at.
SELECT t.name, t.type = 'shadow', t.wr, s.rootpage
FROM pragma_table_list AS t JOIN sqlite_schema AS s ON s.name = t.name
WHERE t.schema = 'main' AND t.type IN ('table', 'shadow')
ORDER BY s.rootpage
