SELECT joined FROM device
