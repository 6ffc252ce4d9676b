SELECT row FROM event WHERE contract = :id
