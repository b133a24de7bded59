"""A round with judges and visits, and the sheets they send: what the fault and load benchmarks write.

``python -m benchmarks.judging JUDGES VISITS`` makes it in the database that the environment names and prints it as
JSON; ``Judging.made_in`` does so in a process of its own, so that the caller never loads Django.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from guanmo.method.seal.statement import statement
from tests import postgres

KEYS, FILE, DUMP = "keys", "guanmo.sqlite3", "round.sql"
MADE_ONCE = "GUANMO_MADE_ONCE"
"""Names a folder in the environment: a round that lies there is copied instead of made again."""
USUAL = (20, 40)
"""Judges and visits of the round that is made once; who asks for fewer gets the first of them."""


@dataclass(frozen=True)
class Judge:
    """A judge who is logged in: the user's id, the session's key, and the name in the score log."""

    id: str
    session: str
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """One finished sheet as its phone froze and signed it, and the deductions that its bytes name: (item, points, reason)."""

    id: str
    judge: Judge
    visit: str
    previous: str | None
    reason: str
    body: bytes
    deductions: tuple[tuple[str, str, str], ...]
    signature: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Judging:
    """The running round. ``items`` maps the key of each item of the real village sheet to its full points."""

    judges: tuple[Judge, ...]
    visits: tuple[str, ...]
    sheet: str
    items: Mapping[str, str]

    @classmethod
    def made_in(cls, environment: Mapping[str, str], judges: int, visits: int) -> "Judging":
        """Make the round in an empty database, in another process; or put down a copy of the one made before."""
        once = os.environ.get(MADE_ONCE)
        if once and judges <= USUAL[0] and visits <= USUAL[1]:
            said = _copied(Path(once, "sqlite" if _is_sqlite(environment) else "postgres"), environment)
        else:
            said = _made(judges, visits, environment)
        raw = json.loads(said)
        seats = tuple(Judge(*one) for one in raw["judges"][:judges])
        return cls(seats, tuple(raw["visits"][:visits]), raw["sheet"], raw["items"])

    def sheets_of(self, judge: Judge) -> Iterator[Sheet]:
        """The judge's sheet for every visit, then corrections without end, each naming the one before it."""
        last: dict[str, str] = {}
        for number in count():
            visit = self.visits[number % len(self.visits)]
            made = self.finished(judge, visit, previous=last.get(visit), variant=number)
            last[visit] = made.id
            yield made

    def finished(self, judge: Judge, visit: str, *, previous: str | None = None, variant: int = 0) -> Sheet:
        """Every item judged, every third with a deduction: 13 of 37 rows, more than a usual sheet has."""
        id, reason, taken = str(uuid4()), "核对记录后更正" if previous else "", {}
        for position, key in enumerate(self.items):
            if (position + variant) % 3 == 0:
                taken[key] = f"第{variant}份：台账缺{position}个月，公开栏没有更新"
        document = {
            "api": "ballot1",
            "id": id,
            "judge": judge.id,
            "visit": visit,
            "sheet": self.sheet,
            "previous": previous,
            "reason": reason,
            "device": str(uuid4()),
            "started_at": "2026-11-05T09:10:00+08:00",
            "finished_at": "2026-11-05T09:41:30+08:00",
            "items": [_item(key, taken.get(key)) for key in self.items],
        }
        deductions = tuple((key, "0.25", reason) for key, reason in taken.items())
        body = json.dumps(document, ensure_ascii=False).encode()
        return signed(Sheet(id, judge, visit, previous, reason, body, deductions))


@cache
def _key_of(judge: str) -> tuple[EllipticCurvePrivateKey, str]:
    """The key of a judge's phone, the same in every process, and its public half as text."""
    key = derive_private_key(int(hashlib.sha256(judge.encode()).hexdigest()[:60], 16), SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return key, base64.b64encode(point).decode()


def signed(sheet: Sheet) -> Sheet:
    """The sheet with its phone's signature, as ``X-Signature`` has it."""
    key, public = _key_of(sheet.judge.id)
    off = {item: points for item, points, _reason in sheet.deductions}
    text = statement(sheet.judge.name, sheet.id, sheet.digest, sheet.visit, sheet.previous, vetoed=False, deducted=off)
    r, s = decode_dss_signature(key.sign(text, ECDSA(SHA256())))
    value = base64.b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()
    return replace(sheet, signature=f"{public} {value}")


def _is_sqlite(environment: Mapping[str, str]) -> bool:
    return not environment["GUANMO_DATABASE_URL"]


def _made(judges: int, visits: int, environment: Mapping[str, str]) -> str:
    words = [sys.executable, "-m", "benchmarks.judging", str(judges), str(visits)]
    done = subprocess.run(words, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _copied(kept: Path, environment: Mapping[str, str]) -> str:
    """What was printed when this round was made first, with a copy of it in place; several may ask at once."""
    folder = Path(environment["GUANMO_DATA_DIR"])
    if kept.is_dir():
        _put_down(kept, folder, environment)
        return (kept / "said.json").read_text(encoding="utf-8")
    said = _made(*USUAL, environment)
    mine = Path(tempfile.mkdtemp(dir=kept.parent))
    _take_up(folder, mine, environment)
    (mine / "said.json").write_text(said, encoding="utf-8")
    try:
        mine.rename(kept)
    except OSError:  # another worker was first
        shutil.rmtree(mine)
    return said


def _take_up(folder: Path, kept: Path, environment: Mapping[str, str]) -> None:
    shutil.copytree(folder / KEYS, kept / KEYS)
    if _is_sqlite(environment):
        shutil.copyfile(folder / FILE, kept / FILE)
    else:
        _postgres("pg_dump", "--file", str(kept / DUMP), environment["GUANMO_DATABASE_URL"])


def _put_down(kept: Path, folder: Path, environment: Mapping[str, str]) -> None:
    shutil.copytree(kept / KEYS, folder / KEYS, dirs_exist_ok=True)  # judges' names in the log are made with one
    if _is_sqlite(environment):
        shutil.copyfile(kept / FILE, folder / FILE)
    else:
        words = ("--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1", "--output", os.devnull)
        _postgres("psql", *words, "--file", str(kept / DUMP), environment["GUANMO_DATABASE_URL"])


def _postgres(name: str, *words: str) -> None:
    subprocess.run([str(postgres.program(name)), *words], check=True)


def sheet_from(body: bytes, judge: Judge, signature: str) -> Sheet:
    """Read a sheet back from its bytes."""
    said = json.loads(body)
    deductions = tuple(
        (item["item"], taken["points"], taken["reason"]) for item in said["items"] for taken in item["deductions"]
    )
    return Sheet(said["id"], judge, said["visit"], said["previous"], said["reason"], body, deductions, signature)


def _item(key: str, reason: str | None) -> dict[str, Any]:
    deductions = [{"rule": None, "count": None, "points": "0.25", "reason": reason}] if reason else []
    return {"item": key, "deductions": deductions, "photos": []}


def make(judges: int, visits: int) -> dict[str, Any]:
    """Make the tables and the test county with more villages and judges, and open a round; to be called with Django set up."""
    from django.db import transaction

    from guanmo.lib.fresh_tables import create_tables
    from guanmo.stages.organisations.enums import Form, Kind
    from tests.county import build_county, running_round

    create_tables()
    with transaction.atomic():
        scene = build_county()
        for number in range(visits):
            scene.add(f"V{number}", f"第{number}村党支部", Kind.VILLAGE, Form.BRANCH, "A")
        round = running_round(scene)
        asked = round.visits.filter(organisation__code__startswith="V").select_related("sheet")
        sheet = asked[0].sheet
        assert sheet is not None
        return {
            "judges": [_seat(scene, round, number) for number in range(judges)],
            "visits": [str(visit.uuid) for visit in asked],
            "sheet": str(sheet.uuid),
            "items": {f"{section.no}.{item.no}": str(item.points) for section, item in sheet.content.items},
        }


def _seat(scene: Any, round: Any, number: int) -> tuple[str, str, str]:
    """One more participant of the round, logged in, whose phone has told of its key."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from guanmo.stages.organisations.models import User
    from guanmo.stages.rounds.domain.score_log import judge_names
    from guanmo.stages.rounds.models import Participant
    from guanmo.stages.scoring.domain.register_key import register_key

    user = User.objects.create_user(f"judge{number}", name=f"评委{number}")
    Participant.objects.create(round=round, user=user, organisation=scene["A"], post="评委")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    register_key(_key_of(str(user.uuid))[1], device=uuid4(), by=user)
    return str(user.uuid), str(session.session_key), judge_names(round, [user.uuid])[0]


def main() -> None:
    """Print the round as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django
    from django.conf import settings

    # Nobody logs in with these passwords; hashing them slowly would be most of the work.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    print(json.dumps(make(int(sys.argv[1]), int(sys.argv[2]))))


if __name__ == "__main__":
    main()
