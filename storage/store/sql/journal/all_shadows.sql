SELECT record, field, value FROM shadow
