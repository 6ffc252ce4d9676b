SELECT entity FROM tally_entity
WHERE standing <> (SELECT count(*) FROM counted_entity AS c WHERE c.entity = tally_entity.entity)
