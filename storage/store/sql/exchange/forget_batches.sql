DELETE FROM kept_batch WHERE last_number > :common
