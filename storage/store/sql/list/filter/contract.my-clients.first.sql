+k.client IN (SELECT own.id FROM client AS own WHERE own.commercial = :me)
