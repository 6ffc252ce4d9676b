UPDATE device SET cursor = 0, chain_hash = '', bootstrapped = 0, bootstrap = ''
