-- What is lost here may be at the server: everything is fetched once more.
UPDATE device SET cursor = 0, chain_hash = '', bootstrapped = 0, bootstrap = ''
