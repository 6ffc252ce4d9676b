SELECT
    p.id, p.created_by, p.created_number, p.full_name, p.email, p.phone, p.department, p.active,
    p.must_change_password, p.language,
    EXISTS (SELECT 1 FROM operation AS o WHERE o.record = p.id AND o.state IN (1, 2)) AS pending
