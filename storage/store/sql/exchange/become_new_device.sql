UPDATE device SET device = :device, fence = ''
