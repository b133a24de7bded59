"""What the page and the workbook of the audit log show. The facts of a line stay where they are: they may name people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from guanmo.audit.models import Entry
from guanmo.desk.audit.words import OBJECTS, words_of
from guanmo.desk.members.shapes import Cell, Table, turned
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import LineFilter, audit_lines


def filter_of(asked: Mapping[str, str]) -> LineFilter:
    """The filter that an address asks for; what cannot be read is not asked."""
    return LineFilter(
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        person=asked.get("person", "").strip().replace("\0", "")[:60],
        thing=asked.get("thing", "") if asked.get("thing", "") in OBJECTS else "",
        key=asked.get("key", "").strip().replace("\0", "")[:40],
    )


def table(user: User, asked: Mapping[str, str]) -> Table:
    """One page of the lines, newest first."""
    shown = turned(audit_lines(user, filter_of(asked)), asked, "page")
    rows = [[Cell(text) for text in _row(one)[:5]] for one in shown]
    head = (_("序号"), _("时间"), _("人员"), _("操作"), _("对象"))
    note = _("共%(count)d条，新的在前") % {"count": shown.count}
    return Table(_("记录"), head, rows, note=note, empty=_("没有符合条件的记录。"), page=shown)


def things() -> list[tuple[str, str]]:
    """What acts are about, by their words; two names with one word stay two."""
    return sorted(((name, f"{word}（{name}）") for name, word in OBJECTS.items()), key=lambda one: one[1])


def rows(lines: Sequence[Entry]) -> Iterator[Sequence[str]]:
    """The lines as the workbook holds them."""
    return map(_row, lines)


def _row(entry: Entry) -> tuple[str, ...]:
    link = getattr(entry, "link", None)
    return (
        str(link.position) if link else "—",
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        entry.by.name if entry.by else _("系统"),
        words_of(entry.act),
        f"{entry.target_type} {entry.target_id}".strip(),
        link.digest if link else "—",
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
