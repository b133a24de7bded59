"""Coverage of the observation and the progress of the current rounds."""
