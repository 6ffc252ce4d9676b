UPDATE device SET last_exchange_ms = :at
