FROM client AS c
LEFT JOIN collaborator AS commercial ON commercial.id = c.commercial
