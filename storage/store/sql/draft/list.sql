SELECT form, text, saved_at FROM draft WHERE person = :person ORDER BY saved_at DESC, form
