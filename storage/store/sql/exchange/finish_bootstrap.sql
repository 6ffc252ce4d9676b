UPDATE device SET cursor = :cursor, chain_hash = :chain_hash, bootstrapped = 1, bootstrap = ''
