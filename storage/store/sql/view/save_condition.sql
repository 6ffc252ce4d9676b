INSERT INTO saved_view_condition (view, position, field, comparison, value)
VALUES (:view, :position, :field, :comparison, :value)
