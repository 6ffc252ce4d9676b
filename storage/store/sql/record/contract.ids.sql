SELECT id FROM contract
