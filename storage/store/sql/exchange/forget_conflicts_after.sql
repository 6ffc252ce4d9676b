DELETE FROM conflict WHERE number > :number
