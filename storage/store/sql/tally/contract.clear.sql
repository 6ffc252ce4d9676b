DELETE FROM tally_contract
