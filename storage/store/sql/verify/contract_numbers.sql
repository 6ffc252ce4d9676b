SELECT number FROM contract WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1
