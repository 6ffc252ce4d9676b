SELECT field, comparison, value FROM saved_view_condition WHERE view = :view ORDER BY position
