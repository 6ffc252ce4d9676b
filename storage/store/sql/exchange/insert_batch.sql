INSERT INTO batch (id, hash, fence, author, document) VALUES (:id, :hash, :fence, :author, :document)
