SELECT last FROM contract_counter WHERE year = :year
