UPDATE device SET unicode_version = :version
