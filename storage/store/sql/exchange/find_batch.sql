SELECT id, hash, fence, author, document FROM batch LIMIT 1
