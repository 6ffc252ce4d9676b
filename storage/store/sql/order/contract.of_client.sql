SELECT row FROM contract WHERE client = :id
