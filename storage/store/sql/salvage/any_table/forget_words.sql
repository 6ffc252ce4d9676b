UPDATE {table} SET folded = ''
