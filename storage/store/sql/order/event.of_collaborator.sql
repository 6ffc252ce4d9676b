SELECT row FROM event WHERE support = :id
