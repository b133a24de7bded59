"""``guanmo indicators compute``: the values of this year, computed now, line by line."""

from argparse import Namespace
from collections.abc import Iterator, Sequence

from guanmo.command.arguments import Parser
from guanmo.command.indicators.asked import day_asked
from guanmo.command.language import gettext as _
from guanmo.command.table import lines
from guanmo.lib.csv_text import csv_text
from guanmo.lib.refusal import Refused

HEAD = ("indicator", "period", "organisation", "numerator", "denominator", "state")
Row = tuple[str, str, str, int, int, str]


def main(argv: Sequence[str]) -> int:
    """Print the values. Raises Refused."""
    options = _parser().parse_args(argv)
    import django

    django.setup()
    rows = list(_rows(options))
    if options.csv:
        print(csv_text([HEAD, *rows]), end="")
        return 0
    head = (_("指标"), _("期"), _("组织"), _("分子"), _("分母"), _("状态"))
    print("\n".join(lines([head, *((*map(str, cells), _state(state)) for *cells, state in rows)])))
    return 0


def _parser() -> Parser:
    parser = Parser("guanmo indicators compute", _("写法：guanmo indicators compute [--indicator 代码] [--csv]"))
    for name in ("--indicator", "--organisation", "--period", "--day"):
        parser.add_argument(name)
    parser.add_argument("--csv", action="store_true")
    return parser


def _rows(options: Namespace) -> Iterator[Row]:
    from guanmo.stages.indicators.queries import county_facts

    found = county_facts(day_asked(options.day), lambda one: options.indicator in (None, one.code))
    codes = {one.uuid.hex: one.code for one in found.organisations}
    if options.indicator and not found.definitions:
        raise Refused(_("没有这个指标：%(code)s。") % {"code": options.indicator}, code="no_such_indicator")
    if options.organisation and options.organisation not in codes.values():
        raise Refused(_("没有这个组织：%(code)s。") % {"code": options.organisation}, code="no_such_organisation")
    for one in found.facts:
        code = codes[one.organisation]
        if options.period in (None, one.period) and options.organisation in (None, code):
            yield one.indicator, one.period, code, one.numerator, one.denominator, one.state.value


def _state(state: str) -> str:
    from guanmo.stages.indicators.enums import ValueState

    return _(str(ValueState(state).label))
