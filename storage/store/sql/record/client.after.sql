-- What has anything from after this number of the log, whether the line is in the journal or came with a page.
SELECT id FROM client
WHERE created_number > :number OR id IN (SELECT record FROM field_version WHERE number > :number)
