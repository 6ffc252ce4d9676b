SELECT day, support, events, minutes FROM tally_event WHERE day >= :first AND day < :end AND events <> 0
