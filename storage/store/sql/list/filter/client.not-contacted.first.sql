+coalesce(c.last_contact, c.first_contact) <= :not_contacted_since
