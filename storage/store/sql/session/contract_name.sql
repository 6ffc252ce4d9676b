SELECT shown_number FROM contract WHERE id = :id
