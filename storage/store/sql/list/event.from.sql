FROM event AS e
LEFT JOIN contract AS k ON k.id = e.contract
LEFT JOIN client AS c ON c.id = k.client
LEFT JOIN collaborator AS commercial ON commercial.id = c.commercial
LEFT JOIN collaborator AS assigned ON assigned.id = e.support
