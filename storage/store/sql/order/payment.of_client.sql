SELECT y.row FROM contract AS k JOIN payment AS y ON y.contract = k.id WHERE k.client = :id
