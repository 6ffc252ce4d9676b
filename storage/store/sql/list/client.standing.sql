c.withdrawn = 0
