"""Which sheets of a round are printed, and in how many files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.lib.file_name import file_name
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.queries import PaperPlace, paper_places

PRINTABLE = frozenset({RoundState.SCHEDULED, RoundState.IN_PROGRESS})
SHEETS_IN_FILE = 60
"""So many sheets are drawn in one go, in a few seconds."""


def papers_due(round: Round, judge: UUID | None = None, *, by: User) -> list[PaperPlace]:
    """The sheets of the round, or of one judge, for who runs it. Raises WrongStep when there is nothing to print."""
    if round.state not in PRINTABLE:
        raise WrongStep(_("排定以后、打分结束以前，才能打印带编号的评分表。"))
    places = paper_places(by, round, judge)
    if not places:
        raise WrongStep(_("没有要打印的评分表。"))
    return places


def title_of(round: Round, places: Sequence[PaperPlace], judge: object) -> str:
    """What the file is called; with ``judge`` it names the one whose sheets these are."""
    title = _("纸质评分表 %(round)s") % {"round": round.title}
    return f"{title} {places[0].judge.user}" if judge else title


@dataclass(frozen=True, slots=True)
class Part:
    """The sheets of one file and its name: its number, the first and the last judge."""

    name: str
    places: tuple[PaperPlace, ...]


def parts_of(places: Sequence[PaperPlace]) -> Iterator[Part]:
    """The sheets in files that are drawn one after the other; a judge's sheets stay together as far as one file holds them."""
    for number, part in enumerate(_packed(places), 1):
        names = dict.fromkeys(str(part[at].judge.user) for at in (0, -1))
        yield Part(f"{number:02} {file_name('—'.join(names))}", tuple(part))


def _packed(places: Sequence[PaperPlace]) -> Iterator[list[PaperPlace]]:
    packed: list[PaperPlace] = []
    for _judge, all_own in groupby(places, key=lambda place: place.judge.pk):
        own = list(all_own)
        for some in (own[at : at + SHEETS_IN_FILE] for at in range(0, len(own), SHEETS_IN_FILE)):
            if packed and len(packed) + len(some) > SHEETS_IN_FILE:
                yield packed
                packed = []
            packed += some
    if packed:
        yield packed
