SELECT
    y.id, y.created_by, y.created_number, y.contract, y.amount, y.currency, y.received_on, y.method, y.note,
    y.reverses,
    EXISTS (SELECT 1 FROM operation AS o WHERE o.record = y.id AND o.state IN (1, 2)) AS pending,
    k.client AS client_id, c.full_name AS client_name, c.commercial AS commercial_id,
    commercial.full_name AS commercial_name, k.signed_on IS NOT NULL AS contract_signed,
    k.shown_number AS contract_number,
    EXISTS (SELECT 1 FROM payment AS reversal WHERE reversal.reverses = y.id) AS reversed,
    original.received_on AS reverses_name
