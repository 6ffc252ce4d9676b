UPDATE client SET
    created_by = :created_by, created_number = coalesce(:created_number, created_number), full_name = :full_name,
    email = :email, phone = :phone, company = :company, first_contact = :first_contact, last_contact = :last_contact,
    commercial = :commercial, notes = :notes, withdrawn = :withdrawn, full_name_key = :full_name_key,
    company_key = :company_key, email_normal = :email_normal, phone_e164 = :phone_e164, folded = :folded
WHERE row = :row
