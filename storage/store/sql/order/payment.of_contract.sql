SELECT row FROM payment WHERE contract = :id
