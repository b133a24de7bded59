"""How filings are shown: lines of the list, facts and course of one filing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Filing
from guanmo.ui.shapes import Choice, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing in the list."""

    filing: Filing
    tone: Tone


def filing_lines(filings: Iterable[Filing]) -> list[FilingLine]:
    return [FilingLine(one, tone_of(one)) for one in filings]


def tone_of(filing: Filing) -> Tone:
    """Waiting, accepted or returned, as the tone of a status tag."""
    if not hasattr(filing, "answer"):
        return "warn"
    return "good" if filing.answer.answer == Answer.ACCEPTED else "bad"


def state_choices(wanted: str, waiting: int) -> list[Choice]:
    return [
        Choice(_("全部"), "?", wanted not in ("waiting", "answered")),
        Choice(_("待备案"), "?state=waiting", wanted == "waiting", waiting),
        Choice(_("已答复"), "?state=answered", wanted == "answered"),
    ]


def filing_facts(filing: Filing) -> list[tuple[str, object]]:
    """Number, submitter and times (S0-3.1-l)."""
    facts: list[tuple[str, object]] = [
        (_("备案编号"), filing.number),
        (_("报送单位"), filing.ranking.round.organiser.name),
        (_("观摩轮次"), filing.ranking.round.title),
        (_("报送人"), filing.submitted_by.name),
        (_("报送时间"), _time(filing.submitted_at)),
        (_("状态"), filing.state_label),
    ]
    if hasattr(filing, "answer"):
        facts += [(_("办理人"), filing.answer.by.name), (_("办理时间"), _time(filing.answer.at))]
        facts += [(_("退回原因"), filing.answer.reason)] if filing.answer.reason else []
        facts += [(_("回执编号"), filing.answer.receipt)] if filing.answer.receipt else []
    return facts


def timeline(filing: Filing) -> list[TimelineEntry]:
    """What happened to the filing, first things first."""
    entries = [TimelineEntry(_("报送"), _time(filing.submitted_at), filing.submitted_by.name, icon="send")]
    if hasattr(filing, "answer"):
        given = filing.answer
        label = str(Answer(given.answer).label)
        icon = "stamp" if given.answer == Answer.ACCEPTED else "undo-2"
        entries.append(TimelineEntry(label, _time(given.at), given.by.name, given.reason, tone_of(filing), icon))
    return entries


def _time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i")
