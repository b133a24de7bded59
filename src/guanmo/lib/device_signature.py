"""Signatures that judges' phones make: ECDSA on P-256 with SHA-256, which every browser with WebCrypto knows.

Written as two words: the public key (65 bytes, uncompressed) and the signature (r and s, 32 bytes each), both in base64.
"""

import base64
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

KEY_LETTERS = SIGNATURE_LETTERS = 88
"""Letters of 65 and of 64 bytes in base64."""
LONGEST = 200
"""Letters of what is kept of words that are no signature."""
_KEY, _SIGNATURE, _HALF = 65, 64, 32


@dataclass(frozen=True, slots=True)
class DeviceSignature:
    """The public key and the signature, each as its base64."""

    key: str
    value: str

    def covers(self, text: bytes) -> bool:
        """Whether the owner of the key signed these bytes."""
        value = base64.b64decode(self.value)
        r, s = (int.from_bytes(part, "big") for part in (value[:_HALF], value[_HALF:]))
        try:
            _point(self.key).verify(encode_dss_signature(r, s), text, ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True


def read_signature(words: str) -> DeviceSignature | None:
    """The two words as they were sent; None where they are not a key and a signature."""
    key, _space, value = words.partition(" ")
    if not is_key(key) or not _is_base64(value, _SIGNATURE):
        return None
    return DeviceSignature(key, value)


def storable(words: str) -> str:
    """Words that may be no signature, as every database can store them: NUL and half characters are spelled out."""
    return words.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def is_key(text: str) -> bool:
    """Whether this is a point of the curve, in base64."""
    if not _is_base64(text, _KEY):
        return False
    try:
        _point(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _point(key: str) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), base64.b64decode(key))


def _is_base64(text: str, length: int) -> bool:
    """In the one form that these bytes have."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:  # also letters that are not ASCII
        return False
    return len(found) == length and base64.b64encode(found).decode() == text
