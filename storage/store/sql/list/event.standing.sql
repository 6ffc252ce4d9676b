e.withdrawn = 0
