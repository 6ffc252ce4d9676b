SELECT entity, standing, revision FROM tally_entity
