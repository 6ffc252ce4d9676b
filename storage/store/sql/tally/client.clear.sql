DELETE FROM tally_client
