"""The content policy of every page: nothing inline, nothing from elsewhere."""

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


def policy_with(inline: str) -> str:
    """The same policy for a page with one piece inside it; ``inline`` is that piece's hash, as ``sha256-…``."""
    return f"{POLICY}; script-src 'self' '{inline}'"
