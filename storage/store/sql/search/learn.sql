INSERT INTO vocabulary (word) VALUES (:word) ON CONFLICT (word) DO NOTHING
