SELECT number, word FROM vocabulary WHERE number > :after ORDER BY number
