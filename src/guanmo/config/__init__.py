"""Settings, URLs and the WSGI entry. Nobody imports this floor."""
