p.active = 0
