EXISTS (SELECT 1 FROM client AS own WHERE own.id = k.client AND own.commercial = :me)
