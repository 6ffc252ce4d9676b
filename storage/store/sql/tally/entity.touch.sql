UPDATE tally_entity SET revision = revision + 1 WHERE entity = :entity
