"""``guanmo sheet read FILE``: what Guanmo understands of a score sheet, for a person to compare or as JSON.

Needs no database and leaves nothing behind.
"""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from guanmo.command.arguments import Parser
from guanmo.command.language import CATALOGUES, language
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.method.sheet import Item, Rule, RuleKind, Section
from guanmo.stages.sheets.importers.json_form import to_json
from guanmo.stages.sheets.importers.read import read_sheets
from guanmo.stages.sheets.importers.reading import Reading, Warning


def main(argv: Sequence[str]) -> int:
    """Print what stands in the file; raises ``Refused`` when it cannot be read as a score sheet."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    _configure_language()
    readings = read_sheets(_existing(Path(options.file)), Path(options.file).name)
    print(_as_json(readings) if options.json else "\n\n".join("\n".join(_outline(reading)) for reading in readings))
    return 0


def _parser() -> Parser:
    parser = Parser("guanmo sheet", _("命令没写完整，或者有多余的内容。写法：guanmo sheet read 得分表.docx [--json]"))
    parser.add_argument("act", choices=["read"])
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true")
    return parser


def _configure_language() -> None:
    """Give the readers their language without Guanmo's settings, which would make a data folder here."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(INSTALLED_APPS=[], LOCALE_PATHS=[CATALOGUES], LANGUAGE_CODE=language(), USE_I18N=True)
        django.setup()


def _existing(path: Path) -> Path:
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        message = _("打不开文件“%(file)s”。请检查文件名和位置是否正确。") % {"file": path}
        raise Refused(message, code="no_file") from error


def _as_json(readings: Sequence[Reading]) -> str:
    """One sheet as an object, several as a list under ``sheets``."""
    sheets = [to_json(reading) for reading in readings]
    return json.dumps(sheets[0] if len(sheets) == 1 else {"sheets": sheets}, ensure_ascii=False, indent=2)


def _outline(reading: Reading) -> Iterator[str]:
    sheet = reading.sheet
    detail = {
        "total": _points(sheet.total),
        "sections": len(sheet.sections),
        "items": sum(1 for _item in sheet.items),
        "sum": _points(sheet.item_total),
    }
    yield sheet.title
    yield _("总分：%(total)s；%(sections)d个考核指标，%(items)d项考核内容，各项相加：%(sum)s") % detail
    for section in sheet.sections:
        yield ""
        yield from _section(section)
    yield ""
    yield from _warnings(reading.warnings)


def _section(section: Section) -> Iterator[str]:
    detail = {"no": section.no, "title": section.title, "points": _points(section.points)}
    detail["sum"] = _points(section.item_total)
    yield _("%(no)s、%(title)s　%(points)s（各项相加：%(sum)s）") % detail
    for item in section.items:
        yield f"  {item.no}. [{_points(item.points)}] {item.text}"
        yield from _about(item)


def _about(item: Item) -> Iterator[str]:
    if item.method:
        yield _("     考核办法：%(method)s") % {"method": item.method.replace("\n", "\n               ")}
    for rule in item.rules:
        yield _("     扣分规则：%(rule)s") % {"rule": _rule(rule)}
    if item.note:
        yield _("     说明：%(note)s") % {"note": item.note}


def _rule(rule: Rule) -> str:
    words = {
        RuleKind.FIXED: _("扣%(points)s"),
        RuleKind.PER_OCCURRENCE: _("每次扣%(points)s"),
        RuleKind.ZERO: _("不得分"),
        RuleKind.VETO: _("一票否决"),
        RuleKind.BONUS: _("加%(points)s"),
    }
    said = words[rule.kind] % {"points": _points(rule.points)}
    if rule.cap is not None:
        said += _("，最多%(cap)s") % {"cap": _points(rule.cap)}
    return _("%(said)s（原文：%(text)s）") % {"said": said, "text": rule.text}


def _warnings(warnings: Sequence[Warning]) -> Iterator[str]:
    if not warnings:
        yield _("没有需要确认的地方。")
        return
    yield _("需要确认的地方（%(count)d处）：") % {"count": len(warnings)}
    for warning in warnings:
        yield _("  · %(where)s：%(message)s") % {"where": warning.where, "message": warning.message}


def _points(points: Decimal | None) -> str:
    """3 分 without needless zeros; missing points are said, never shown as 0."""
    return _("没有分值") if points is None else _("%(points)s分") % {"points": format(points.normalize(), "f")}


def _help() -> str:
    return _(
        "用法：guanmo sheet read 得分表文件 [--json]\n"
        "\n"
        "读取一份得分表，列出考核指标、考核内容、分值和扣分规则，核对分值相加，指出需要人确认的地方。\n"
        "能读 .docx、.xlsx 和文本文件（.txt、.csv，用 | 或制表符分列，UTF-8 或 GB18030 编码），也能读网页上抄下来的\n"
        "繁体文本。表头的列不分先后，如：序号、考核指标、考核内容、考核办法、标准分、扣分、得分。\n"
        "半角标点一律改成中文标点；繁体字转换成简体字。\n"
        "\n"
        "  --json  输出 JSON。文件里有一份得分表，输出一个对象：\n"
        "          {title, total, sections: [{no, title, points, items: [{no, text, points, method,\n"
        "           rules: [{kind, points, cap, text}]}]}], warnings: [{code, message, where}]}\n"
        '          有几份，输出 {"sheets": [对象, …]}。\n'
        "          kind：fixed 一次性扣分，per_occurrence 按次扣分，zero 不得分，veto 一票否决，bonus 加分。\n"
        "          points、cap 是数，没有写明的是 null；残缺的项另有 truncated 和 note。\n"
        "\n"
        "读不了的文件：只说一句原因，退出码是 2。"
    )
