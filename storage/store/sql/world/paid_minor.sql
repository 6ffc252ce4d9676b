SELECT coalesce(sum(amount), 0) FROM payment WHERE contract = :contract
