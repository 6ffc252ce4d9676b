UPDATE tally_entity SET standing = 0
