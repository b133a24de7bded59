"""Properties are about what is true, not about how fast a busy machine shows it: no deadline for one example."""

from hypothesis import settings

settings.register_profile("method", deadline=None)
settings.load_profile("method")
