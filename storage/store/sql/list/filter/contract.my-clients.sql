c.commercial = :me
