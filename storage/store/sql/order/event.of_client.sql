SELECT e.row FROM contract AS k JOIN event AS e ON e.contract = k.id WHERE k.client = :id
