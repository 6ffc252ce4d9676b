UPDATE device SET fence = :fence
