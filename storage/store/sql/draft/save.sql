INSERT INTO draft (person, form, text, saved_at) VALUES (:person, :form, :text, :saved_at)
ON CONFLICT (person, form) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
