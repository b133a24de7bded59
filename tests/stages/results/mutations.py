"""Ways in which an archive can be changed by somebody who has not the server's key, each by chance."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from guanmo.lib import verify_archive
from guanmo.method.seal.event import canonical
from tests.stages.results.sealed import Files

DATA = sorted(set(verify_archive.FILES) - {"README.txt", "verify.py"})
PUBLISHED = ["ranking.json", "roster.json", "rules.json", "signatures.json"]


def bit(files: Files, random: Random) -> Files:
    """One bit of one file."""
    name = random.choice(DATA)
    body = bytearray(files[name])
    body[random.randrange(len(body))] ^= 1 << random.randrange(8)
    return {**files, name: bytes(body)}


def left_out(files: Files, random: Random) -> Files:
    """One event is missing."""
    lines = _lines(files)
    del lines[random.randrange(len(lines))]
    return _with(files, lines)


def doubled(files: Files, random: Random) -> Files:
    """One event stands twice, the second time anywhere."""
    lines = _lines(files)
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return _with(files, lines)


def exchanged(files: Files, random: Random) -> Files:
    """Two events stand in each other's place."""
    lines = _lines(files)
    one, other = random.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return _with(files, lines)


def event_value(files: Files, random: Random) -> Files:
    """One value in one event is another, written in the right form."""
    lines = _lines(files)
    place = random.randrange(len(lines))
    lines[place] = canonical(_other_value(json.loads(lines[place]), random))
    return _with(files, lines)


def published_value(files: Files, random: Random) -> Files:
    """One value in what is published is another, written in the right form."""
    name = random.choice(PUBLISHED)
    content = _other_value(json.loads(files[name]), random)
    return {**files, name: (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()}


def cut_off(files: Files, random: Random) -> Files:
    """A file ends before its end."""
    name = random.choice(DATA)
    return {**files, name: files[name][: random.randrange(len(files[name]))]}


def file_exchanged(files: Files, random: Random) -> Files:
    """A file has another one's content, also one of the two checkpoints the other's."""
    one, other = random.sample(DATA, 2)
    return {**files, one: files[other]}


KINDS: list[Callable[[Files, Random], Files]] = [
    bit,
    left_out,
    doubled,
    exchanged,
    event_value,
    published_value,
    cut_off,
    file_exchanged,
]


def _lines(files: Files) -> list[bytes]:
    return files["events.jsonl"].splitlines()


def _with(files: Files, lines: list[bytes]) -> Files:
    return {**files, "events.jsonl": b"".join(line + b"\n" for line in lines)}


def _other_value(content: Any, random: Random) -> Any:
    """The content with one of its values, at any depth, exchanged for another."""
    if isinstance(content, dict) and content:
        key = random.choice(sorted(content))
        return {**content, key: _other_value(content[key], random)}
    if isinstance(content, list) and content:
        place = random.randrange(len(content))
        return [*content[:place], _other_value(content[place], random), *content[place + 1 :]]
    if isinstance(content, bool) or content is None:
        return random.choice([one for one in (True, False, None, "0.00") if one is not content])
    if isinstance(content, int):
        return content + random.choice([-1, 1])
    return f"{content}{random.choice('019')}" if isinstance(content, str) else ["0"]
