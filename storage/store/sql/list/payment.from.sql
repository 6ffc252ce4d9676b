FROM payment AS y
LEFT JOIN contract AS k ON k.id = y.contract
LEFT JOIN client AS c ON c.id = k.client
LEFT JOIN collaborator AS commercial ON commercial.id = c.commercial
LEFT JOIN payment AS original ON original.id = y.reverses
