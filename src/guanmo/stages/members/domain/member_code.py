"""The internal number of a member for whom the office gave none."""

from base64 import b32encode
from datetime import date
from hashlib import sha256


def made_code(organisation_code: str, name: str, joined_on: date) -> str:
    """Always the same for organisation, name and day of joining, so that a file uploaded twice enters nobody twice."""
    digest = sha256("|".join((organisation_code, name, joined_on.isoformat())).encode()).digest()
    return f"{organisation_code}-{b32encode(digest[:5]).decode().lower()}"
