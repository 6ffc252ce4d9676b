k.withdrawn = 0
