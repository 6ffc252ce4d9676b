p.active = 1
