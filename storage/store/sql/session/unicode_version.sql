SELECT unicode_version FROM device
