"""``guanmo indicators check``: can every indicator be read, and is what is kept what the records say? With a file: can those in it."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from guanmo.command.arguments import Parser
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

SHOWN = 20
"""Differences that are said one by one."""


def main(argv: Sequence[str]) -> int:
    """0: all can be read, and facts and sums are right; 1: something is not, and what. Raises Refused."""
    parser = Parser("guanmo indicators check", _("写法：guanmo indicators check [口径.toml | --mend]"))
    parser.add_argument("file", nargs="?")
    parser.add_argument("--mend", action="store_true")
    options = parser.parse_args(argv)
    import django

    django.setup()
    return _check_file(Path(options.file)) if options.file else _check_in_force(mend=options.mend)


def _check_in_force(*, mend: bool) -> int:
    from guanmo.stages.indicators.queries import in_force, unreadable

    read, lost = in_force(), unreadable()
    print(_("在用的指标 %(count)d 个，口径都算得出来。") % {"count": len(read)})
    for code in lost:
        print(_("指标 %(code)s 算不出来：它用的台账改了名称、栏目，或者停用了。") % {"code": code})
    return max(1 if lost else 0, _check_kept(mend=mend))


def _check_kept(*, mend: bool) -> int:
    from django.utils import timezone

    from guanmo.stages.indicators.domain import add_up
    from guanmo.stages.indicators.queries.sums import faults, one_state

    today = timezone.localdate()
    with one_state():
        wrong = (add_up.mend if mend else faults)(today).said
    for code, period, whose in wrong[:SHOWN]:
        words = {"code": code, "period": period, "whose": whose}
        print(_("指标 %(code)s，%(period)s，%(whose)s：存下的数或者合计同台账对不上。") % words)
    if not wrong:
        print(_("存下的数和合计都同台账一致。"))
        return 0
    if mend:
        add_up.add_up(today)
    said = (
        _("对不上的共 %(count)d 处，已经按台账改正。") if mend else _("对不上的共 %(count)d 处。加 --mend 按台账改正。")
    )
    print(said % {"count": len(wrong)})
    return 1


def _check_file(path: Path) -> int:
    asked = _read(path)
    wrong = list(_wrong(asked))
    for code, reason in wrong:
        print(_("指标 %(code)s 的口径不对：%(reason)s") % {"code": code, "reason": reason})
    if not wrong:
        print(_("文件里的指标 %(count)d 个，口径都算得出来。") % {"count": len(asked)})
    return 1 if wrong else 0


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        asked = tomllib.loads(path.read_text(encoding="utf-8")).get("indicator")
    except FileNotFoundError:
        raise Refused(_("找不到文件：%(file)s。") % {"file": path}, code="file_not_found") from None
    except (OSError, ValueError) as error:  # a wrong encoding and wrong TOML are both of the second kind
        message = _("读不懂文件 %(file)s：%(reason)s")
        raise Refused(message % {"file": path, "reason": error}, code="not_toml") from None
    if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
        raise Refused(_("文件里没有指标：每个指标以 [[indicator]] 开头。"), code="no_indicator")
    return asked


def _wrong(asked: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    from guanmo.method.indicator_expression import ExpressionWrong
    from guanmo.method.indicator_sql import check_columns
    from guanmo.method.indicators import IndicatorWrong, read_definition
    from guanmo.stages.indicators.queries import sources
    from guanmo.stages.records.enums import kinds_of

    kinds = sources().kinds
    for one in asked:
        try:
            read = read_definition(one)
            check_columns(read, kinds)
            kinds_of(read.kinds)
        except (IndicatorWrong, ExpressionWrong, ValueError) as error:
            yield str(one.get("code", "?")), str(error)
