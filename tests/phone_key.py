"""The key of a judge's phone, for tests: written from docs/method/archive-format, not from the program."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def name_in_log(document: str, judge: str) -> str:
    """The name that the log has for this account, in the round of this document; phones are told of it with their work."""
    from guanmo.stages.organisations.models import User
    from guanmo.stages.rounds.domain.score_log import judge_names
    from guanmo.stages.rounds.models import Visit

    round = Visit.objects.get(uuid=json.loads(document)["visit"]).round
    return judge_names(round, [User.objects.get(username=judge).uuid])[0]


def text_of(document: str, deducted: Mapping[str, str], *, veto: str = "-", judge: str = "a_deputy") -> bytes:
    """What the phone of this account signs of this document."""
    told = json.loads(document)
    head = ["guanmo/sheet/2", name_in_log(document, judge), told["id"], hashlib.sha256(document.encode()).hexdigest()]
    head += [told["visit"], told["previous"] or "-", veto]
    lines = head + [f"{key}\t{points}" for key, points in sorted(deducted.items())]
    return "".join(f"{line}\n" for line in lines).encode()


class PhoneKey:
    """A key pair of an account's phone; ``number`` for one that is chosen."""

    def __init__(self, number: int = 0, judge: str = "a_deputy") -> None:
        self.judge = judge
        curve = ec.SECP256R1()
        self.private = ec.derive_private_key(number, curve) if number else ec.generate_private_key(curve)
        self.point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = base64.b64encode(self.point).decode()

    def sign(self, text: bytes) -> bytes:
        """r and s, 32 bytes each."""
        r, s = decode_dss_signature(self.private.sign(text, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def words(self, document: str, deducted: Mapping[str, str], *, veto: str = "-") -> str:
        """As it is sent beside the document."""
        return f"{self.public} {base64.b64encode(self.sign(text_of(document, deducted, veto=veto, judge=self.judge))).decode()}"
