-- Up to which of the server's documents this file has what people handed over to management.
ALTER TABLE device ADD COLUMN handed_over_cursor INTEGER NOT NULL DEFAULT 0;
