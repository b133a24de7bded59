"""The checkpoint of a log: which log, how many events, which root, signed (C2SP tlog-checkpoint and signed-note).

Three lines, an empty line, and a line for each signature. Any program that reads such notes can check ours.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

ED25519 = b"\x01"
GROUP = 4
GROUPS = 4


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``origin`` names the log, ``size`` counts its events, ``root`` (32 bytes) is the root of the tree over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed.

        >>> print(Checkpoint("example.org/log", 0, bytes(32)).text, end="")
        example.org/log
        0
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        """
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @property
    def fingerprint(self) -> str:
        """The first 16 digits of the root in groups of four, to be read out and compared on paper.

        >>> Checkpoint("example.org/log", 0, bytes(range(32))).fingerprint
        '0001 0203 0405 0607'
        """
        digits = self.root.hex().upper()
        return " ".join(digits[start : start + GROUP] for start in range(0, GROUP * GROUPS, GROUP))


def origin_of(round_id: str) -> str:
    """The name of the log of one round."""
    return f"guanmo/round/{round_id}"


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes by which a signature names its key: the beginning of SHA-256(name, LF, 0x01, public key)."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """The public Ed25519 key (32 bytes) in the form ``name+id+base64`` in which checkers of notes take it."""
    return f"{name}+{key_id(name, public_key).hex()}+{b64encode(ED25519 + public_key).decode()}"


def signed_note(text: str, name: str, public_key: bytes, signature: bytes) -> str:
    """The text with the line of its signature (64 bytes) by the key of this name."""
    return f"{text}\n— {name} {b64encode(key_id(name, public_key) + signature).decode()}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint that a note holds; its signature is not checked. Raises ValueError when it holds none."""
    origin, size, root, *_rest = [*note.split("\n"), "", "", ""]
    if not origin or not (size.isascii() and size.isdigit()) or str(int(size)) != size:
        raise ValueError("not a checkpoint")
    found = b64decode(root, validate=True)
    if len(found) != 32:
        raise ValueError("not a checkpoint")
    return Checkpoint(origin, int(size), found)
