FROM contract AS k
LEFT JOIN client AS c ON c.id = k.client
LEFT JOIN collaborator AS commercial ON commercial.id = c.commercial
