"""Files that were damaged by chance: every reader of uploads answers with what it read or with a sentence (security.md E6)."""

import io
import json
import os
import random
import zipfile

from guanmo.stages.members.exporters.roster_template import roster_template as roster
from guanmo.stages.organisations.exporters.template import template as tree
from tests.lib.hostile_files import document, packed, parts, png
from tests.lib.test_hostile_files import read

DAMAGED = int(os.environ.get("GUANMO_DAMAGED", "120"))
"""The long form has 20,000 (docs/testing.md)."""
EXPORT = {
    "api": "score1-export",
    "judge": "j",
    "device": "d",
    "at": "2026-11-20T10:00:00+08:00",
    "sheets": [],
    "photos": [],
}
ODD = (b"\0", b"\xff", b"]]>", b"<", b"&#0;", b"9" * 400, "\u202e".encode(), b"\xed\xa0\x80", b"-1", b"{" * 300)


def samples() -> list[bytes]:
    text = "一、组织建设（10分）\n1.班子健全（5分）\n".encode()
    return [tree(), roster(), document(), png(40, 30), json.dumps(EXPORT).encode(), text]


def changed(body: bytes, chance: random.Random) -> bytes:
    """Bits turned over, a stretch left out, doubled or exchanged, or something odd put in."""
    made = bytearray(body)
    for _ in range(chance.randrange(1, 5)):
        at, length = chance.randrange(len(made) + 1), chance.randrange(1, 80)
        how = chance.randrange(5)
        if how == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del made[at : at + length]
        elif how == 2:
            made[at:at] = made[at : at + length]
        elif how == 3:
            made[at:at] = chance.choice(ODD)
        else:
            made[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(made)


def damaged(number: int) -> tuple[str, bytes]:
    """One of the samples, as a whole or, of a packed one, one part of it, so that the damage gets past the unpacking."""
    chance = random.Random(number)
    body = chance.choice(samples_once())
    if zipfile.is_zipfile(io.BytesIO(body)) and chance.random() < 0.7:
        inside = parts(body)
        name = chance.choice(sorted(inside))
        return str(number), packed({**inside, name: changed(inside[name], chance)})
    return str(number), changed(body, chance)


def samples_once(kept: list[bytes] = []) -> list[bytes]:  # noqa: B006 made once
    if not kept:
        kept.extend(samples())
    return kept


def faults(answers: list[tuple[str, str, str, float]]) -> list[tuple[str, str, str]]:
    return [(name, reader, said) for name, reader, said, _ in answers if said != "READ" and not said.endswith("。")]


def test_no_reader_breaks_on_a_damaged_file() -> None:
    answers = read([damaged(number) for number in range(DAMAGED)])

    assert len(answers) == 6 * DAMAGED
    assert faults(answers) == []
    assert {said == "READ" for _name, _reader, said, _ in answers} == {True, False}  # some were read, some refused


def test_control_a_reader_that_breaks_is_seen() -> None:
    assert faults([("1", "tree", "FAULT KeyError()", 0.1), ("1", "roster", "READ", 0.1)]) != []
