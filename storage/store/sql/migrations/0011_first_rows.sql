-- Today shows the first rows of a person's lists. These are walked in order, and know whose client a row is of without a
-- look at it, until there are enough.
DROP INDEX client_by_commercial;
CREATE INDEX client_by_commercial ON client (commercial, id);
CREATE INDEX client_by_last_contact ON client (commercial, last_contact, id) WHERE withdrawn = 0;
DROP INDEX contract_unsigned;
CREATE INDEX contract_unsigned ON contract (created_on, id, client) WHERE signed_on IS NULL AND withdrawn = 0;
CREATE INDEX contract_unpaid ON contract (created_on, id, client)
    WHERE paid_minor < total AND signed_on IS NOT NULL AND withdrawn = 0;
