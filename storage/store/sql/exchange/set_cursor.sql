UPDATE device SET cursor = :cursor, chain_hash = :chain_hash
