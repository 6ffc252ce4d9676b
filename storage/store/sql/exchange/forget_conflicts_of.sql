DELETE FROM conflict WHERE operation = :operation
