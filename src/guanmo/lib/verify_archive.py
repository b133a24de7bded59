"""Check a sealed archive of a round: nothing changed, nothing missing, the ranking as the rules make it.

    python verify.py ARCHIVE.zip [--root "1A2B 3C4D 5E6F 7081"]

One file, the standard library alone, Python 3.8 or newer. Written from the description of the format
(docs/method/archive-format), not from the program that makes archives.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

JSON_FILES = ["draws.json", "ranking.json", "roster.json", "rules.json", "signatures.json"]
FILES = sorted([*JSON_FILES, "README.txt", "checkpoint.txt", "events.jsonl", "key.txt", "latest.txt", "verify.py"])
LARGEST = 200 * 1024 * 1024


class Wrong(Exception):
    """Something in the archive is not as it must be; the sentence says what."""


def need(condition: bool, sentence: str) -> None:
    if not condition:
        raise Wrong(sentence)


class Archive:
    """The files of an archive, read strictly."""

    def __init__(self, path: Any) -> None:
        try:
            with zipfile.ZipFile(path) as whole:
                need(sorted(whole.namelist()) == FILES, "档案里的文件多了或者少了。")
                need(sum(one.file_size for one in whole.infolist()) <= LARGEST, "档案太大，不是观摩的封存档案。")
                self.files = {name: whole.read(name) for name in FILES}
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise Wrong(f"文件打不开，或者已经损坏：{error}") from error
        self.lines = self._lines()
        self.events = [strict(line, "events.jsonl") for line in self.lines]
        self.key_name, self.key = read_key(self.text("key.txt"))
        self.sealed = read_note(self.text("checkpoint.txt"), self.key_name, self.key)
        self.latest = read_note(self.text("latest.txt"), self.key_name, self.key)

    def text(self, name: str) -> str:
        try:
            return self.files[name].decode()
        except UnicodeDecodeError as error:
            raise Wrong(f"{name} 不是 UTF-8 文本。") from error

    def json(self, name: str) -> Any:
        """The content, which must be written in the one form."""
        text = self.text(name)
        content = strict(text.encode(), name)
        again = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        need(again == text, f"{name} 的写法被改过。")
        return content

    def _lines(self) -> list[bytes]:
        whole = self.files["events.jsonl"]
        need(whole.endswith(b"\n"), "events.jsonl 的末尾被截断。")
        return whole[:-1].split(b"\n")

    def sealed_events(self, kind: str) -> list[Any]:
        """The events of this kind up to the seal."""
        return [one for one in self.events[: self.sealed["size"]] if one.get("event") == kind]

    @property
    def version(self) -> int:
        """How often the scoring was open when this seal was made."""
        return 1 + len(self.sealed_events("reopened"))

    @property
    def superseded_by(self) -> Any:
        """The event with which the round was opened again after this seal, None where it was not."""
        return next((one for one in self.events[self.sealed["size"] :] if one.get("event") == "reopened"), None)

    def the(self, kind: str) -> Any:
        """The last event of this kind up to the seal."""
        found = self.sealed_events(kind)
        need(bool(found), f"封存的日志里没有“{kind}”这个事件。")
        return found[-1]


def strict(body: bytes, name: str) -> Any:
    try:
        return json.loads(body.decode(), parse_float=_no_float, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"{name} 里有读不懂的内容。") from error


def _no_float(text: str) -> Any:
    raise ValueError("a float: " + text)


def _without_doubles(pairs: list[Any]) -> Any:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice")
    return found


def plain_base64(text: str, length: int) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Wrong("密钥或签名的写法不对。") from error
    need(base64.b64encode(found).decode() == text and len(found) == length, "密钥或签名的写法不对。")
    return found


def sha256(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


def tree_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, by layers: a node without a neighbour goes up as it is."""
    if not leaves:
        return sha256(b"")
    layer = leaves
    while len(layer) > 1:
        pairs = [sha256(b"\x01" + layer[i] + layer[i + 1]) for i in range(0, len(layer) - 1, 2)]
        layer = pairs + layer[len(pairs) * 2 :]
    return layer[0]


def key_id(name: str, key: bytes) -> bytes:
    return sha256(name.encode() + b"\n\x01" + key)[:4]


def read_key(text: str) -> tuple[str, bytes]:
    parts = text.split("+", 2)
    need(len(parts) == 3 and text.endswith("\n"), "key.txt 不是公钥。")
    name, number, key = parts[0], parts[1], plain_base64(parts[2][:-1], 33)
    need(key[0] == 1 and key_id(name, key[1:]).hex() == number, "key.txt 的公钥和它的编号不符。")
    return name, key[1:]


def read_note(note: str, name: str, key: bytes) -> dict[str, Any]:
    """The checkpoint of a note with exactly one good signature by this key."""
    lines = note.split("\n")
    need(len(lines) == 6 and lines[3] == "" and lines[5] == "", "封存记录的写法不对。")
    origin, size, root, signer = lines[0], lines[1], plain_base64(lines[2], 32), lines[4]
    need(size.isascii() and size.isdigit() and str(int(size)) == size, "封存记录的事件数不对。")
    start = f"— {name} "
    need(origin == name and signer.startswith(start), "封存记录属于另一轮，或者不是这个密钥签的。")
    signed = plain_base64(signer[len(start) :], 68)
    need(signed[:4] == key_id(name, key), "封存记录不是这个密钥签的。")
    text = f"{origin}\n{size}\n{lines[2]}\n"
    need(ed25519_verify(key, text.encode(), signed[4:]), "封存记录的签名不对，内容被改过。")
    return {"origin": origin, "size": int(size), "root": root}


P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def ed25519_verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032, section 5.1.7: s·B = R + h·A."""
    a, r, s = point_from(key), point_from(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), plus(r, times(h, a))
    return not any((left[axis] * right[2] - right[axis] * left[2]) % P for axis in (0, 1))


def point_from(body: bytes) -> Any:
    """Section 5.1.3: the point (X, Y, Z, T), or None where there is none."""
    y = int.from_bytes(body, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def plus(one: Any, other: Any) -> Any:
    """Section 5.1.4."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Any) -> Any:
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = plus(found, point)
        point, number = plus(point, point), number >> 1
    return found


BASE = point_from(((4 * pow(5, P - 2, P)) % P).to_bytes(32, "little"))


P256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
N256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B256 = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G256 = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    1,
)


def p256_verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """ECDSA on P-256 with SHA-256 (FIPS 186-5, section 6.4.2): the x of (e/s)·G + (r/s)·Q is r."""
    x, y = (int.from_bytes(part, "big") for part in (key[1:33], key[33:]))
    r, s = (int.from_bytes(part, "big") for part in (signature[:32], signature[32:]))
    on_curve = key[0] == 4 and x < P256 and y < P256 and (y * y - x * x * x + 3 * x - B256) % P256 == 0
    if not (on_curve and 0 < r < N256 and 0 < s < N256):
        return False
    e, inverse = int.from_bytes(sha256(message), "big"), pow(s, N256 - 2, N256)
    found = p256_sum(e * inverse % N256, r * inverse % N256, (x, y, 1))
    return bool(found[2]) and bool(found[0] * pow(found[2], 2 * (P256 - 2), P256) % P256 % N256 == r)


def p256_sum(u: int, v: int, q: Any) -> Any:
    """u·G + v·q, both at once, in the coordinates (x/z², y/z³)."""
    both, found = p256_plus(G256, q), (1, 1, 0)
    for bit in range(255, -1, -1):
        found = p256_twice(found)
        one = (u >> bit & 1) + 2 * (v >> bit & 1)
        if one:
            found = p256_plus(found, (G256, q, both)[one - 1])
    return found


def p256_twice(point: Any) -> Any:
    x, y, z = point
    square, four = z * z % P256, 4 * x * y * y % P256
    slope = 3 * (x - square) * (x + square) % P256
    new = (slope * slope - 2 * four) % P256
    return (new, (slope * (four - new) - 8 * pow(y, 4, P256)) % P256, 2 * y * z % P256)


def p256_plus(one: Any, other: Any) -> Any:
    if one[2] == 0 or other[2] == 0:
        return other if one[2] == 0 else one
    z1, z2 = one[2] * one[2] % P256, other[2] * other[2] % P256
    x1, x2 = one[0] * z2 % P256, other[0] * z1 % P256
    y1, y2 = one[1] * z2 * other[2] % P256, other[1] * z1 * one[2] % P256
    width, height = (x2 - x1) % P256, (y2 - y1) % P256
    if width == 0:
        return p256_twice(one) if height == 0 else (1, 1, 0)
    square = width * width % P256
    cube, middle = square * width % P256, x1 * square % P256
    x = (height * height - cube - 2 * middle) % P256
    return (x, (height * (middle - x) - y1 * cube) % P256, width * one[2] * other[2] % P256)


def check_log(archive: Archive) -> None:
    """Both checkpoints fit the events."""
    leaves = [sha256(b"\x00" + line) for line in archive.lines]
    need(archive.latest["size"] == len(leaves), "事件多了或者少了：数目和 latest.txt 不符。")
    need(tree_root(leaves) == archive.latest["root"], "事件被改过、换过次序或者替换过：根和 latest.txt 不符。")
    size = archive.sealed["size"]
    need(0 < size <= len(leaves), "封存的事件数和日志不符。")
    need(tree_root(leaves[:size]) == archive.sealed["root"], "封存的事件被改过：根和 checkpoint.txt 不符。")


def check_views(archive: Archive) -> None:
    """Rules and roster are those of the log, and the last sealed event is the ranking."""
    opened, closed, rules = archive.the("opened"), archive.the("closed"), archive.json("rules.json")
    need(archive.events[0].get("event") == "opened", "日志不是从开始观摩记起的。")
    for name in ("official", "classes", "not_applicable"):
        need(rules.get(name) == opened[name], "rules.json 和开始前定好的办法不同。")
    need(set(rules) == {"official", "classes", "not_applicable"}, "rules.json 的内容多了或者少了。")
    need(archive.json("roster.json") == closed["roster"], "roster.json 和打分结束时的名单不同。")
    last = archive.events[archive.sealed["size"] - 1]
    need(last.get("event") == "ranked", "封存的最后一个事件不是名次。")
    need(archive.json("ranking.json") == last["standings"], "公布的名次和封存的名次不同。")
    first = next((i for i, one in enumerate(archive.events) if one.get("event") == "ballot"), len(archive.events))
    need(archive.events.index(opened) < first, "有评分表在规则定好以前收到。")


def check_versions(archive: Archive) -> None:
    """Nothing was counted while the scoring was closed; two people opened it, each time after the seal that they name."""
    leaves = [sha256(b"\x00" + line) for line in archive.lines]
    closed, version = False, 1
    for place, event in enumerate(archive.events):
        kind = event.get("event")
        need(not (closed and kind in ("ballot", "decided")), "打分结束以后又计入了评分表，没有重新打开。")
        need(kind != "opened" or version == 1, "重新打开以后又改了规则。")
        if kind == "reopened":
            version += 1
            need(closed and event["version"] == version, "重新打开的次序不对。")
            size = event["size"]
            need(
                0 < size <= place and archive.events[size - 1].get("event") == "ranked", "重新打开的不是封存过的一版。"
            )
            need(tree_root(leaves[:size]).hex() == event["root"], "重新打开的那一版和封存的不同。")
            need(event["asked"]["person"] != event["confirmed"]["person"], "重新打开只有一个人，没有第二个人确认。")
            need(bool(event["reason"]), "重新打开没有写明原因。")
        closed = kind == "closed" or (closed and kind != "reopened")
    after = [one.get("event") for one in archive.events[archive.sealed["size"] :]]
    need("reopened" not in after[:-1], "重新打开以后的事属于下一版的档案。")


def check_totals(archive: Archive) -> None:
    """Each sheet's total follows from the points off its items, and its judge is on the roster."""
    opened = archive.the("opened")
    visits = {one["visit"]: one for one in opened["visits"]}
    judges = {one["judge"] for one in archive.the("closed")["roster"]}
    for one in archive.sealed_events("ballot"):
        visit = visits.get(one["visit"])
        if visit is None or visit["sheet"] not in opened["sheets"]:
            raise Wrong("有评分表不属于本轮的观摩对象。")
        need(one["judge"] in judges, "有评分表的评委不在名单上。")
        total = total_of(one, opened["sheets"][visit["sheet"]], set(visit["left_out"]))
        need(one["total"] == total, "评分表 {} 的得分和扣分对不上。".format(one["id"]))


def check_devices(archive: Archive) -> None:
    """What a phone signed is what the log says, and the phone was its judge's, and nobody else's, before that."""
    owner: dict[Any, Any] = {}
    for one in archive.events:
        if one.get("event") == "device":
            first = owner.setdefault(one["key"], one["judge"])
            need(first == one["judge"], "同一个签名密钥登记给了两位评委：{}。".format(one["key"]))
        if one.get("event") != "ballot" or one.get("signature") is None:
            continue
        need(owner.get(one["key"]) == one["judge"], "评分表 {} 的签名密钥没有登记过。".format(one["id"]))
        key, signature = plain_base64(one["key"], 65), plain_base64(one["signature"], 64)
        good = p256_verify(key, signed_text(one).encode(), signature)
        need(good, "评分表 {} 和评委手机的签名对不上：签名以后被改过。".format(one["id"]))


def signed_text(ballot: Any) -> str:
    head = [
        "guanmo/sheet/2",
        ballot["judge"],
        ballot["id"],
        ballot["digest"],
        ballot["visit"],
        ballot["previous"] or "-",
    ]
    items = [f"{key}\t{points}" for key, points in sorted(ballot["deducted"].items())]
    return "".join(line + "\n" for line in [*head, "veto" if ballot["vetoed"] else "-", *items])


def told_of_devices(archive: Archive) -> list[str]:
    """How many of the sheets a phone signed, and which came without although their judge's phone could sign."""
    phones, signed, without = set(), 0, []
    for one in archive.events[: archive.sealed["size"]]:
        if one.get("event") == "device":
            phones.add(one["judge"])
        elif one.get("event") == "ballot" and one.get("signature") is not None:
            signed += 1
        elif one.get("event") == "ballot" and one["judge"] in phones:
            without.append(one["id"])
    whole = len(archive.sealed_events("ballot"))
    told = [f"评委手机签名：{whole} 份评分表里有签名的 {signed} 份，都对得上"]
    if whole and not signed:
        told = [f"注意：{whole} 份评分表没有一份有评委手机的签名，持有服务器密钥的人改动评分，这里看不出来"]
    if without:
        told.append("注意：下列评分表没有签名，而这位评委的手机能签名，请向本人核实：" + "、".join(without))
    return told


def total_of(ballot: Any, sheet: Any, left_out: set[str]) -> Any:
    points = {key: Fraction(value) for key, value in sheet["items"].items() if key not in left_out}
    need(set(ballot["deducted"]) <= set(points), "评分表 {} 扣了不存在或者不适用的项。".format(ballot["id"]))
    whole = sum(points.values(), Fraction(0))
    left = whole - sum((Fraction(one) for one in ballot["deducted"].values()), Fraction(0))
    if ballot["vetoed"]:
        return "0.00"
    if left_out:
        return rounded(left * Fraction(sheet["full"]) / whole, 2, "half_up") if whole and sheet["full"] else None
    return rounded(left, 2, "half_up")


def rounded(value: Fraction, places: int, rounding: str) -> str:
    scaled = abs(value) * 10**places
    units = round(scaled) if rounding == "half_even" else int(scaled + Fraction(1, 2))
    digits = str(units).rjust(places + 1, "0")
    text = digits[: len(digits) - places] + ("." + digits[len(digits) - places :] if places else "")
    return "-" + text if value < 0 and units else text


def check_ranking(archive: Archive) -> None:
    """The ranking made anew from the sheets equals the sealed one, row by row."""
    compare(archive, archive.the("ranked")["standings"], answers(archive, archive.sealed["size"]))


def answers(archive: Archive, end: int) -> dict[str, Any]:
    """The sheets as they count by the answers to objections among the first ``end`` events.

    An answer gives points back and takes none, on sheets that counted. Where its judge corrected a sheet since then, the
    correction counts.
    """
    found: dict[str, Any] = {}
    for place, event in enumerate(archive.events[:end]):
        if event.get("event") != "objection_answered":
            continue
        sheets = {one["id"]: one for one in heads(archive, place)}
        for one in event["sheets"]:
            need(one["id"] in sheets, "复核改动了没有计入的评分表。")
            before, after = sheets[one["id"]]["deducted"], one["deducted"]
            worse = any(Fraction(points) > Fraction(before.get(key, 0)) for key, points in after.items())
            need(not worse, "复核以后的扣分比原来多。")
            found[one["id"]] = {name: one[name] for name in ("deducted", "vetoed", "total")}
    return found


def check_recounts(archive: Archive) -> None:
    """Each recount after the seal follows from the answers to objections before it."""
    for place, event in enumerate(archive.events):
        if place >= archive.sealed["size"] and event.get("event") == "recounted":
            compare(archive, event["standings"], answers(archive, place))
    answers(archive, len(archive.events))


def compare(archive: Archive, standings: list[Any], answered: dict[str, Any]) -> None:
    """Standings are what the sheets give, those that were ``answered`` as they count since."""
    told = {(one["list"], one["code"]): one for one in standings}
    need(len(told) == len(standings), "有组织在名次里出现两次。")
    made = {(one["list"], one["code"]): one for one in ranking_of(archive, standings, answered)}
    need(set(told) == set(made), "名次里的组织多了或者少了。")
    for place, one in made.items():
        tiers = [{name: tier[name] for name in tier if name != "round"} for tier in told[place]["tiers"]]
        for name in ("score", "rank", "class", "ballots", "visit", "tiers"):
            need(
                (tiers if name == "tiers" else told[place][name]) == one[name],
                "{} 的名次和重算的不同（{}）。".format(told[place]["organisation"], name),
            )


def ranking_of(archive: Archive, standings: list[Any], answered: dict[str, Any]) -> Iterable[Any]:
    opened, closed = archive.the("opened"), archive.the("closed")
    states = {one["visit"]: one["state"] for one in closed["visits"]}
    told = {one["visit"]: one["tiers"] for one in standings}
    group_of = {one["judge"]: one["group"] for one in closed["roster"]}
    counted = [as_answered(archive, one, answered) for one in heads(archive)]
    rows: list[Any] = []
    for visit in opened["visits"]:
        need(visit["visit"] in states, "有观摩对象没有结束的记录。")
        if visit["sheet"] is None or states[visit["visit"]] == "excused":
            continue
        ballots = [one for one in counted if one["visit"] == visit["visit"] and one["total"] is not None]
        groups = {one["id"]: group_of[one["judge"]] for one in ballots}
        own, sheets = aggregate({one["id"]: one["total"] for one in ballots}, opened["official"], groups)
        tiers = tiers_of(own, opened, told.get(visit["visit"], []))
        score = together(tiers, opened["official"]) if tiers else own
        name = "two_new" if visit["two_new"] else "village"
        row = {"list": name, "code": visit["code"], "visit": visit["visit"], "township": visit["township"]}
        rows.append(dict(row, score=score, ballots=sheets, tiers=tiers, vetoes=sum(one["vetoed"] for one in ballots)))
    rows += townships(rows, closed["townships"], opened["official"])
    for name in {row["list"] for row in rows}:
        place([row for row in rows if row["list"] == name], opened["classes"])
    return rows


def as_answered(archive: Archive, sheet: Any, answered: dict[str, Any]) -> Any:
    """The sheet as it counts since its lines were checked again; its new total follows from the points off its items."""
    if sheet["id"] not in answered:
        return sheet
    opened, now = archive.the("opened"), dict(sheet, **answered[sheet["id"]])
    visit = next(one for one in opened["visits"] if one["visit"] == sheet["visit"])
    total = total_of(now, opened["sheets"][visit["sheet"]], set(visit["left_out"]))
    need(now["total"] == total, "复核后的评分表 {} 的得分和扣分对不上。".format(sheet["id"]))
    return now


def tiers_of(own: Any, opened: Any, told: list[Any]) -> list[Any]:
    """What each tier gave: this round as recomputed, the others as the ranking says."""
    given = {one["tier"]: one["score"] for one in told}
    given[opened["tier"]] = own
    weights = sorted(opened["official"].get("tiers", {}).items())
    return [{"tier": tier, "score": given.get(tier), "weight": weight} for tier, weight in weights]


def together(tiers: list[Any], rule: Any) -> Any:
    if any(one["score"] is None for one in tiers):
        return None
    exact = sum((Fraction(one["weight"]) * Fraction(one["score"]) for one in tiers), Fraction(0)) / 100
    return rounded(exact, rule.get("places", 2), rule.get("rounding", "half_up"))


def heads(archive: Archive, end: int | None = None) -> list[Any]:
    """The sheets that count: one for each judge and visit. Up to the seal, or among the first ``end`` events."""
    events = archive.events[: archive.sealed["size"] if end is None else end]
    chains: dict[Any, list[Any]] = {}
    for one in events:
        if one.get("event") == "ballot":
            chains.setdefault((one["visit"], one["judge"]), []).append(one)
    decisions = {(one["visit"], one["judge"]): one for one in events if one.get("event") == "decided"}
    return [head(sheets, decisions.get(place)) for place, sheets in chains.items()]


def head(sheets: list[Any], decision: Any) -> Any:
    ids = {one["id"] for one in sheets}
    followed = {one["previous"] for one in sheets}
    ends = [one for one in sheets if one["id"] not in followed]
    start = next((one for one in sheets if one["previous"] not in ids), None)
    if decision and len(ends) > 1:
        start = next((one for one in sheets if one["id"] == decision["chosen"]), None)
    seen = set()
    while start is not None and start["id"] in followed:
        need(start["id"] not in seen, "评分表的更正关系成了一个圈。")
        seen.add(start["id"])
        start = next(one for one in sheets if one["previous"] == start["id"])
    need(start is not None, "评分表的更正关系不对。")
    return start


def aggregate(totals: dict[str, str], rule: Any, group_of: Any = None) -> tuple[Any, list[Any]]:
    """The score and what became of each sheet, by id; ``group_of``: the group of each sheet's judge."""
    drop, weights = rule.get("drop", 0), rule.get("groups") or {"": "100"}
    parts = {name: [one for one in totals if name in ("", (group_of or {}).get(one))] for name in weights}
    if any(len(part) < 2 * drop + 1 for part in parts.values()):
        return None, [{"id": one, "total": totals[one], "dropped": ""} for one in sorted(totals)]
    sides, exact = dict.fromkeys(totals, "unweighted"), Fraction(0)
    for name, part in parts.items():
        order = sorted(part, key=lambda one: (Fraction(totals[one]), one))
        kept = order[drop : len(order) - drop]
        sides.update(dict.fromkeys(order[:drop], "low"))
        sides.update(dict.fromkeys(kept, ""))
        sides.update(dict.fromkeys(order[len(order) - drop :], "high"))
        values = [Fraction(totals[one]) for one in kept]
        if rule.get("method", "mean") == "median":
            values = values[(len(values) - 1) // 2 : len(values) // 2 + 1]
        exact += Fraction(weights[name]) * sum(values, Fraction(0)) / len(values) / 100
    score = rounded(exact, rule.get("places", 2), rule.get("rounding", "half_up"))
    return score, [{"id": one, "total": totals[one], "dropped": sides[one]} for one in sorted(totals)]


def townships(rows: list[Any], codes: list[str], rule: Any) -> list[Any]:
    found = []
    for code in codes:
        points = {row["code"]: row["score"] for row in rows if row["township"] == code and row["score"] is not None}
        score, _told = aggregate(points, {"places": rule.get("places", 2), "rounding": rule.get("rounding", "half_up")})
        found.append(
            {
                "list": "township",
                "code": code,
                "visit": None,
                "township": code,
                "score": score,
                "ballots": [],
                "tiers": [],
            }
        )
    return found


def place(rows: list[Any], rule: Any) -> None:
    """Give each row its rank and class."""
    scores = [Fraction(row["score"]) for row in rows if row["score"] is not None]
    for row in rows:
        row["rank"], row["class"] = None, ""
        if row["score"] is not None:
            row["rank"] = 1 + sum(one > Fraction(row["score"]) for one in scores)
            row["class"] = class_of(row, rule, len(scores))


def class_of(row: Any, rule: Any, count: int) -> str:
    """By score, by share, or by both where they agree; backward whatever the score with too many vetoes."""
    score, rank = Fraction(row["score"]), row["rank"]
    both = rule["by"] == "both"
    share = [Fraction(rule[name + ("_share" if both else "")]) for name in ("advanced", "backward")]
    by_score = one_class(score >= Fraction(rule["advanced"]), score < Fraction(rule["backward"]))
    by_share = one_class(rank <= count * share[0] // 1, rank > count - count * share[1] // 1)
    if rule.get("vetoes") and row.get("vetoes", 0) >= rule["vetoes"]:
        return "backward"
    if both:
        return by_score if by_score == by_share else "qualified"
    return by_score if rule["by"] == "score" else by_share


def one_class(first: bool, last: bool) -> str:
    return "advanced" if first else "backward" if last else "qualified"


def check_draws(archive: Archive) -> None:
    """Each draw gives the same again."""
    for one in archive.json("draws.json"):
        texts = [text for entry in one["entries"] for text in entry] + list(one["sizes"])
        need(all(text == plain(text) for text in texts), "名单里有多余的空白：{}。".format(one["occasion"]))
        sizes = sorted(draw_line("size", kind, str(size)) for kind, size in one["sizes"].items() if size > 0)
        names = sorted(draw_line("entry", kind, name, reason) for name, kind, reason in one["entries"])
        text = "".join([draw_line("occasion", one["occasion"]), *sizes, *names])
        digest = hashlib.sha256(text.encode()).hexdigest()
        seed = hashlib.sha256(("{}|{}|{}".format(one["dice"], one["occasion"], digest)).encode()).hexdigest()
        left, drawn = dict(one["sizes"]), []
        for number, entry in sorted((draw_number(seed, entry[0]), entry) for entry in one["entries"]):
            if not entry[2] and left.get(entry[1], 0) > 0:
                left[entry[1]] -= 1
                drawn.append([entry[0], number])
        need(drawn == one["drawn"], "抽取的结果和重算的不同：{}。".format(one["occasion"]))


def plain(text: str) -> str:
    return " ".join(text.split())


def draw_line(*parts: str) -> str:
    return "\t".join(plain(part) for part in parts) + "\n"


def draw_number(seed: str, name: str) -> str:
    return "0." + str(int(hashlib.sha256((seed + name).encode()).hexdigest(), 16)).rjust(64, "0")[::-1]


def check_signatures(archive: Archive) -> None:
    """Every confirmation is in the log, of this root, by another person in another part."""
    given = archive.json("signatures.json")
    logged = [one for one in archive.events[archive.sealed["size"] :] if one.get("event") == "seal_signed"]
    told = [{name: one[name] for name in ("role", "name", "root")} for one in logged]
    need(given == told, "signatures.json 和日志里的确认不同。")
    need(all(one["root"] == archive.sealed["root"].hex() for one in given), "有人确认的是另一个根。")
    need(
        len({one["role"] for one in given}) == len(given) == len({one["name"] for one in given}),
        "同一身份或同一个人确认了两次。",
    )


CHECKS: dict[str, Callable[[Archive], None]] = {
    "log": check_log,
    "views": check_views,
    "versions": check_versions,
    "devices": check_devices,
    "totals": check_totals,
    "ranking": check_ranking,
    "recounts": check_recounts,
    "draws": check_draws,
    "signatures": check_signatures,
}


def fingerprint(root: bytes) -> str:
    digits = root.hex().upper()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def verify(path: Any, root: str = "", without: Iterable[str] = ()) -> Archive:
    """Check the archive at ``path``, against a fingerprint or whole root from outside where one is given. Raises Wrong."""
    archive = Archive(path)
    try:
        for name, check in CHECKS.items():
            if name not in without:
                check(archive)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, ZeroDivisionError) as error:
        raise Wrong(f"档案里缺少内容，或者内容的形式不对（{error!r}）。") from error
    wanted = "".join(root.split()).lower()
    if wanted:
        need(
            len(wanted) >= 16 and archive.sealed["root"].hex().startswith(wanted),
            "封存的指纹和给出的不同：档案被整个换过，或者拿错了一轮。",
        )
    return archive


def told_of_versions(archive: Archive) -> list[str]:
    """Which version of the round this is, where it was opened again before or since."""
    told = []
    for event in archive.sealed_events("reopened"):
        both = event["asked"]["name"], event["confirmed"]["name"]
        told.append("第{}版由{}申请、{}确认重新打开，原因：{}".format(event["version"], *both, event["reason"]))
    later = archive.superseded_by
    if later is not None:
        told.append(
            "注意：这是第{}版，已由第{}版取代，原因：{}".format(archive.version, later["version"], later["reason"])
        )
    return told


def main(arguments: list[str]) -> int:
    """Print what was found. 0: all is well; 1: something is wrong; 2: the command was not understood."""
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--root"):
        print('用法：python verify.py 档案.zip [--root "纸上的指纹"]')
        return 2
    try:
        archive = verify(arguments[0], arguments[2] if len(arguments) == 3 else "")
    except Wrong as wrong:
        print(f"没有通过：{wrong}")
        return 1
    print(f"通过：{len(archive.events)} 个事件、名次和规则前后一致，没有改动。")
    print("封存指纹：{}".format(fingerprint(archive.sealed["root"])))
    for line in told_of_versions(archive) + told_of_devices(archive):
        print(line)
    confirmed = len(archive.json("signatures.json"))
    print(f"确认：{confirmed} 人" + ("" if confirmed >= 2 else "，还不到两人"))
    if len(arguments) == 1:
        print("请再核对这个指纹和封存当场印在纸上的是否相同。没有核对指纹，只能说明档案自己前后一致。")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
