UPDATE tally_entity SET
    standing = (SELECT count(*) FROM counted_entity AS c WHERE c.entity = tally_entity.entity),
    revision = revision + 1
