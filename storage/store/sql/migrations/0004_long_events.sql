-- Two events overlap in time if one starts while the other lasts. Nearly all end within a day, so it is enough to look at
-- those that start within a day before; the few that last longer are found here.
CREATE INDEX event_lasting ON event (support, ends_at) WHERE ends_at - starts_at > 86400000;
