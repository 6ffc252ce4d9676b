UPDATE device SET bootstrap = :progress
