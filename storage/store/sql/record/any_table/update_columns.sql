UPDATE {table} SET {columns} WHERE row = :row
