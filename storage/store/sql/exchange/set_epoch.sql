-- Documents for management and pages of a first synchronisation are counted anew by a restored server.
UPDATE device SET epoch = :epoch, handed_over_cursor = 0, bootstrap = ''
