"""``guanmo draw LIST.csv``: a random sample that anyone can draw again (S2-3.5-a). No database.

Without dice it prints the digest of the list, which is published first; with the dice's digits it draws.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from guanmo.command.arguments import Parser
from guanmo.command.csv_file import read_rows
from guanmo.command.language import gettext as _
from guanmo.command.table import lines
from guanmo.lib.refusal import Refused
from guanmo.method.draws import FEWEST_DICE, Drawn, Entry, draw, list_digest, seed_of


def main(argv: Sequence[str]) -> int:
    """Print the digest or the draw; raises ``Refused`` on a list or dice that cannot be used."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    entries = read_list(Path(options.file))
    sizes = _sizes(options.size, entries)
    digest = list_digest(entries, sizes, options.occasion)
    if options.dice is None:
        print(json.dumps({"digest": digest}) if options.json else _announced(entries, digest))
        return 0
    seed = _seed(options.dice, options.occasion, digest)
    drawn = draw(entries, sizes, seed)
    print(_as_json(drawn, digest, seed) if options.json else _as_table(drawn, digest, seed))
    return 0


def _parser() -> Parser:
    parser = Parser("guanmo draw", _("命令没写完整，或者有多余的内容。写法：guanmo draw 名单.csv --size 20"))
    parser.add_argument("file")
    parser.add_argument("--dice")
    parser.add_argument("--size", action="append", default=[])
    parser.add_argument("--occasion", default="")
    parser.add_argument("--json", action="store_true")
    return parser


def read_list(path: Path) -> list[Entry]:
    """Entries of a CSV with the column ``organisation`` and, where wanted, ``stratum`` and ``excluded``."""
    entries: dict[str, tuple[int, Entry]] = {}
    for number, row in read_rows(path, ("organisation",), ("stratum", "excluded")):
        name = row["organisation"]
        if name in entries:
            message = _("第 %(line)d 行重复：%(organisation)s 在第 %(first)d 行已经有了。请只留一行。")
            raise Refused(
                message % {"line": number, "organisation": name, "first": entries[name][0]}, code="entry_twice"
            )
        entries[name] = (number, Entry(name, row["stratum"], row["excluded"]))
    return [entry for _number, entry in entries.values()]


def _seed(dice: str, occasion: str, digest: str) -> str:
    try:
        return seed_of(dice, occasion, digest)
    except ValueError:
        message = _("--dice 要写公开掷出的数字，至少 %(least)d 位，例如 --dice 31415926535897932384。")
        raise Refused(message % {"least": FEWEST_DICE}, code="bad_dice") from None


def _sizes(wanted: Sequence[str], entries: Sequence[Entry]) -> dict[str, int]:
    """``--size 20`` for a list without strata, ``--size 村=15 --size 社区=5`` for one with them."""
    sizes = dict(_size(text) for text in wanted)
    if not sizes:
        raise Refused(_("请用 --size 写明抽几个，例如 --size 20；分类抽取写成 --size 村=15。"), code="size_missing")
    there = dict.fromkeys([*sizes, *(one.stratum for one in entries)], 0)
    for entry in entries:
        there[entry.stratum] += not entry.excluded
    for stratum, size in sizes.items():
        if size > there[stratum]:
            message = _("名单里“%(stratum)s”可抽的只有 %(there)d 个，抽不出 %(size)d 个。")
            detail = {"stratum": stratum or _("全部"), "there": there[stratum], "size": size}
            raise Refused(message % detail, code="too_few_entries")
    return sizes


def _size(text: str) -> tuple[str, int]:
    stratum, _equals, count = text.rpartition("=")
    if not (count.isascii() and count.isdigit() and int(count) > 0):
        raise Refused(_("--size 要写大于 0 的整数：%(text)s。") % {"text": text}, code="bad_size")
    return stratum, int(count)


def _announced(entries: Sequence[Entry], digest: str) -> str:
    left_out = sum(bool(one.excluded) for one in entries)
    return _(
        "名单共 %(count)d 个，其中 %(excluded)d 个写明理由不参加抽取。\n"
        "指纹（SHA-256，包括名单、抽几个、用于什么）：%(digest)s\n"
        "请先公布名单和指纹，再当众掷骰子；抽取时 --size 和 --occasion 照旧，再用 --dice 写上掷出的数字，指纹不变才算数。"
    ) % {"count": len(entries), "excluded": left_out, "digest": digest}


def _as_table(drawn: Sequence[Drawn], digest: str, seed: str) -> str:
    return "\n".join(
        [
            _("名单指纹：%(digest)s") % {"digest": digest},
            _("种子：%(seed)s") % {"seed": seed},
            "",
            *lines([(_("抽中"), _("组织"), _("类别"), _("号码")), *_chosen(drawn)]),
        ]
    )


def _chosen(drawn: Sequence[Drawn]) -> Iterator[tuple[str, ...]]:
    chosen = (one for one in drawn if one.drawn)
    for place, one in enumerate(chosen, start=1):
        yield (str(place), one.entry.name, one.entry.stratum or "—", one.number[:14])


def _as_json(drawn: Sequence[Drawn], digest: str, seed: str) -> str:
    rows: list[Mapping[str, object]] = [
        {
            "organisation": one.entry.name,
            "stratum": one.entry.stratum,
            "excluded": one.entry.excluded,
            "number": one.number,
            "drawn": one.drawn,
        }
        for one in drawn
    ]
    return json.dumps({"digest": digest, "seed": seed, "entries": rows}, ensure_ascii=False, indent=2)


def _help() -> str:
    return _(
        "用法：guanmo draw 名单.csv --size N [--occasion 用途] [--dice 数字] [--json]\n"
        "\n"
        "名单是 CSV 文件，第一行是表头，要有 organisation 一列；可以加 stratum（类别）和 excluded（不参加的理由）。\n"
        "不写 --dice 时只算指纹，供事先公布；抽几个、用于什么也在指纹里，掷了骰子不能再改。\n"
        "\n"
        "  --dice N      当众掷出的数字，至少 10 位\n"
        "  --size N      抽几个；分类抽取写成 --size 村=15 --size 社区=5\n"
        "  --occasion T  用于什么，例如 2026-Q4-001，写进指纹和种子\n"
        "  --json        输出 JSON，每个组织的号码都在里面，谁都可以重算"
    )
