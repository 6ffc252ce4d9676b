DELETE FROM batch WHERE author = :author
