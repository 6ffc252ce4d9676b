-- What a list of coming events loses, or has again, when the clock moves.
SELECT row FROM event WHERE ends_at > :after AND ends_at <= :until
