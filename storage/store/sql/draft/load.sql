SELECT form, text, saved_at FROM draft WHERE person = :person AND form = :form
