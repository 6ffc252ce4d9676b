INSERT INTO device (only, device, unicode_version) VALUES (1, :device, :unicode_version)
