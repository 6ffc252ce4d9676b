-- A file that joined by pages has the history from before still to fetch: up to which number it has it, and where it ends.
ALTER TABLE device ADD COLUMN history_cursor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN history_end INTEGER NOT NULL DEFAULT 0;
