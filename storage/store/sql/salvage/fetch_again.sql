-- What is lost here may be at the server: the log is fetched once more, since the history has gaps too.
UPDATE device SET cursor = 0, chain_hash = '', bootstrapped = 1, bootstrap = ''
