DELETE FROM draft WHERE person = :person AND form = :form
