"""What waits for somebody while sheets come in: the tabs of these pages, and what to know before the close."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.rounds.presenters.phones import Phones, phones_of
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import Ballot, HeldBallot, PaperEntry
from guanmo.stages.scoring.queries import Aside, conflicts_of, entries_waiting, held_of, strays_of
from guanmo.ui.shapes import Choice

NAMED = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """Sheets that nobody has decided about yet."""

    held: Sequence[Aside]
    strays: Sequence[HeldBallot]
    conflicts: Sequence[Ballot]
    papers: Sequence[PaperEntry]

    @property
    def count(self) -> int:
        return len(self.held) + len(self.strays) + len(self.conflicts) + len(self.papers)


def waiting_of(user: User, round: Round) -> Waiting:
    """What waits in a round; nothing for who does not run it."""
    return Waiting(
        held_of(user, round), strays_of(user, round), conflicts_of(user, round), list(entries_waiting(user, round))
    )


def tabs_of(round: Round, waiting: Waiting, here: str) -> list[Choice]:
    """The pages on which sheets are taken in."""
    tabs = [
        ("live", _("收表进度"), None),
        ("held", _("暂存"), len(waiting.held) + len(waiting.strays)),
        ("conflicts", _("冲突"), len(waiting.conflicts)),
        ("paper", _("纸质评分表"), len(waiting.papers)),
        ("import", _("导入手机文件"), None),
    ]
    return [
        Choice(label, reverse(f"desk:rounds-{name}", args=[round.uuid]), name == here, count or None)
        for name, label, count in tabs
    ]


def before_the_close(user: User, round: Round) -> list[str]:
    """Whose sheets would be left out or left undecided if the scoring ended now; it may end all the same."""
    waiting = waiting_of(user, round)
    return [
        *_unsent(phones_of(user, round)),
        *_held(waiting.held),
        *_conflicts(waiting.conflicts),
        *_papers(waiting.papers),
    ]


def _unsent(phones: Sequence[Phones]) -> list[str]:
    late = [
        _("%(judge)s%(count)d份（%(ago)s报告）") % {"judge": one.user, "count": one.unsent, "ago": one.ago}
        for one in phones
        if one.unsent
    ]
    if not late:
        return []
    return [_("还有评分表只在评委手机上：%(names)s。结束以后再发来的不计入。") % {"names": _named(late)}]


def _held(held: Sequence[Aside]) -> list[str]:
    if not held:
        return []
    names = _named([_("%(judge)s评%(organisation)s") % _facts(one.held.by, one.visit.organisation) for one in held])
    return [
        _("还有%(count)d份暂存的评分表没有受理：%(names)s。结束以后不能再受理。") % {"count": len(held), "names": names}
    ]


def _conflicts(ballots: Sequence[Ballot]) -> list[str]:
    if not ballots:
        return []
    names = _named(
        [_("%(judge)s评%(organisation)s") % _facts(one.participant.user, one.visit.organisation) for one in ballots]
    )
    return [
        _("还有%(count)d处冲突没有决定：%(names)s。结束以后按先收到的一份计算。")
        % {"count": len(ballots), "names": names}
    ]


def _papers(papers: Sequence[PaperEntry]) -> list[str]:
    if not papers:
        return []
    names = _named(
        [_("%(judge)s评%(organisation)s") % _facts(one.participant.user, one.visit.organisation) for one in papers]
    )
    return [
        _("还有%(count)d份纸质评分表录入后没有核对：%(names)s。结束以后不能再计入。")
        % {"count": len(papers), "names": names}
    ]


def _facts(judge: object, organisation: object) -> dict[str, object]:
    return {"judge": judge, "organisation": getattr(organisation, "short_name", organisation)}


def _named(names: Sequence[str]) -> str:
    return _("、").join(names[:NAMED]) + (_("等") if len(names) > NAMED else "")
