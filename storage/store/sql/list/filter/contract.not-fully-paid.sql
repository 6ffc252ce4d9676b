k.paid_minor < k.total
