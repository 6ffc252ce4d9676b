SELECT c.row FROM contract AS k JOIN client AS c ON c.id = k.client WHERE k.row = :row
