DELETE FROM set_aside WHERE number = :number AND program <> :program
