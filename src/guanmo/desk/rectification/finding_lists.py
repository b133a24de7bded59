"""The list of findings: counts, chips and groups by organisation."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guanmo.desk.rectification.words import FINDING_TONES, TONES
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.rules import Access
from guanmo.stages.rectification.enums import PROBLEMS, FindingType
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.ui.shapes import Choice, Tone


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding with its ledger rows; ``waits`` when it is a problem without a row (S0-3.1-m)."""

    finding: Finding
    tone: Tone
    rows: tuple[tuple[LedgerRow, Tone], ...]
    waits: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class FindingGroup:
    organisation: Organisation
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """What the page shows: the choices above, the groups below, and the first that waits."""

    groups: tuple[FindingGroup, ...]
    shown: tuple[Choice, ...]
    types: tuple[Choice, ...]
    total: int
    waiting: int
    first: Finding | None


_SHOWN: dict[str, Callable[[FindingLine], bool]] = {
    "": lambda line: True,
    "waiting": lambda line: line.waits,
    "entered": lambda line: bool(line.rows),
    "aside": lambda line: bool(line.finding.set_aside),
}


def page_of(findings: Sequence[Finding], query: Mapping[str, str], access: Access) -> FindingPage:
    """The page for what was chosen; an unknown choice shows everything."""
    lines = [_line(one, access) for one in findings]
    show = query.get("show", "") if query.get("show", "") in _SHOWN else ""
    kind = query.get("type", "") if query.get("type", "") in FindingType.values else ""
    seen = [line for line in lines if _SHOWN[show](line) and kind in ("", line.finding.finding_type)]
    waiting = [line for line in lines if line.waits]
    return FindingPage(
        groups=tuple(_grouped(seen)),
        shown=tuple(_shown_choices(lines, show, kind)),
        types=tuple(_type_choices(lines, show, kind)),
        total=len(lines),
        waiting=len(waiting),
        first=next((line.finding for line in waiting if line.kept), None),
    )


def _line(finding: Finding, access: Access) -> FindingLine:
    rows = tuple((row, TONES[row.state]) for row in finding.rows.all())
    waits = not rows and not finding.set_aside and finding.finding_type in PROBLEMS
    kept = may_keep_ledger(access, finding.organisation.path)
    return FindingLine(finding, FINDING_TONES[finding.finding_type], rows, waits, kept)


def _grouped(lines: Sequence[FindingLine]) -> list[FindingGroup]:
    groups = groupby(lines, key=lambda line: line.finding.organisation)
    return [FindingGroup(organisation, tuple(group)) for organisation, group in groups]


def _shown_choices(lines: Sequence[FindingLine], show: str, kind: str) -> list[Choice]:
    labels = {"": _("全部"), "waiting": _("待列入台账"), "entered": _("已列入台账"), "aside": _("不列入台账")}
    return [
        Choice(label, _url(name, kind), name == show, sum(map(_SHOWN[name], lines))) for name, label in labels.items()
    ]


def _type_choices(lines: Sequence[FindingLine], show: str, kind: str) -> list[Choice]:
    counted = Counter(line.finding.finding_type for line in lines)
    every = [Choice(_("全部类型"), _url(show, ""), not kind, len(lines))]
    return every + [
        Choice(one.label, _url(show, one.value), one.value == kind, counted[one.value]) for one in FindingType
    ]


def _url(show: str, kind: str) -> str:
    return f"?{urlencode({name: value for name, value in (('show', show), ('type', kind)) if value})}"
