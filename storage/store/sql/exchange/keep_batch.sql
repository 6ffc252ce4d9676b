INSERT INTO kept_batch (last_number, chain, document) VALUES (:last_number, :chain, :document)
ON CONFLICT (last_number) DO UPDATE SET chain = excluded.chain, document = excluded.document
