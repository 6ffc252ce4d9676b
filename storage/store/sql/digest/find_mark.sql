SELECT sequence, at FROM digest_mark WHERE person = :person
