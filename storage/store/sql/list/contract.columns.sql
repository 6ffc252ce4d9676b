SELECT
    k.id, k.created_by, k.created_number, k.number, k.client, k.total, k.currency, k.created_on, k.signed_on,
    k.notes, k.withdrawn,
    EXISTS (SELECT 1 FROM operation AS o WHERE o.record = k.id AND o.state IN (1, 2)) AS pending,
    k.client AS client_id, c.full_name AS client_name, c.commercial AS commercial_id,
    commercial.full_name AS commercial_name, k.signed_on IS NOT NULL AS contract_signed,
    k.shown_number AS contract_number,
    k.paid_minor, k.provisional
