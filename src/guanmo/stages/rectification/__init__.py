"""Stage rectification (整改): what must be put right."""
