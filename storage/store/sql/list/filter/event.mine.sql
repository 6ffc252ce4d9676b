(e.support = :me OR c.commercial = :me)
