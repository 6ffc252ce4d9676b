UPDATE tally_entity SET
    standing = standing + :sign * (SELECT count(*) FROM counted_entity AS c WHERE c.entity = :entity AND c.id = :id),
    revision = revision + 1
WHERE entity = :entity
