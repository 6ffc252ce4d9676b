UPDATE device SET epoch = :epoch
