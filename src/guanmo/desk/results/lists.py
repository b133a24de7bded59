"""From the standings of a round to what the ranking page and its filter show (S0-3.1-j, S0-3.1-k)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.stages.documents.composers.rankings import by_list, section_titles
from guanmo.stages.documents.composers.townships import TownshipFacts
from guanmo.stages.rectification.queries import Rectified
from guanmo.stages.results.enums import List, ManagementClass
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.rounds.models import Round
from guanmo.ui.shapes import Choice, Tone

LOOKS: dict[str, tuple[Tone, str]] = {
    ManagementClass.ADVANCED: ("good", "award"),
    ManagementClass.QUALIFIED: ("info", "circle-check"),
    ManagementClass.BACKWARD: ("warn", "flag"),
}


@dataclass(frozen=True, slots=True)
class ClassTag:
    """A class as a status tag; a proposed one says so."""

    label: str
    tone: Tone
    icon: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the ranks: facts of townships by organisation, what was put right by standing. Neither ranks."""

    facts: Mapping[int, TownshipFacts]
    rectified: Mapping[int, Rectified]


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One organisation in a list; ``sections`` are (title, score) pairs, the score None where unknown."""

    standing: Standing
    sections: tuple[tuple[str, Decimal | None], ...]
    class_tag: ClassTag | None
    remark: str
    url: str


@dataclass(frozen=True, slots=True)
class RankingCard:
    """One ranking list; ``titles`` head its section columns."""

    name: List
    titles: tuple[str, ...]
    lines: tuple[RankingLine, ...]
    export_url: str

    @property
    def counts_points(self) -> bool:
        """Whether this is the list of townships, which have no sheet of their own."""
        return self.name is List.TOWNSHIP


def cards(round: Round, standings: Iterable[Standing], beside: Beside, query: str) -> list[RankingCard]:
    """One card for each list; the export keeps the filter of the screen."""
    return [_card(round, name, rows, beside, query) for name, rows in by_list(standings).items()]


def _card(round: Round, name: List, rows: Sequence[Standing], beside: Beside, query: str) -> RankingCard:
    titles = section_titles(rows)
    return RankingCard(
        name=name,
        titles=titles,
        lines=tuple(_line(one, titles, beside) for one in rows),
        export_url=reverse("desk:results-export", args=[round.uuid, name.value]) + (f"?{query}" if query else ""),
    )


def _line(standing: Standing, titles: tuple[str, ...], beside: Beside) -> RankingLine:
    scores = {one["title"]: one["score"] for one in standing.sections}
    sections = tuple((title, None if scores.get(title) is None else Decimal(scores[title])) for title in titles)
    url = reverse("desk:results-standing", args=[standing.visit.uuid]) if standing.visit else ""
    return RankingLine(standing, sections, class_tag(standing), _remark(standing, beside), url)


def class_tag(standing: Standing) -> ClassTag | None:
    """The class of a standing read through ``results.queries``; None for one without a rank."""
    shown = getattr(standing, "class_shown", "")
    if not shown:
        return None
    label = str(ManagementClass(shown).label)
    confirmed = getattr(standing, "class_now", None)
    return ClassTag(label if confirmed else _("拟定：%(name)s") % {"name": label}, *LOOKS[shown])


def confirmed_tag(given: Classification) -> ClassTag:
    """The class of one row of the class history."""
    return ClassTag(given.get_management_class_display(), *LOOKS[given.management_class])


def _remark(standing: Standing, beside: Beside) -> str:
    facts, rectified = beside.facts.get(standing.organisation_id), beside.rectified.get(standing.pk)
    parts = [_("得分已折算")] if standing.rescaled else []
    if vetoes := getattr(standing, "vetoes", 0):
        parts.append(_("%(count)d份评分表一票否决") % {"count": vetoes})
    if facts:
        parts.append(
            _("示范点%(points)d个，内部观摩%(visited)d/%(observed)d个，整改销号%(signed_off)d/%(entered)d项")
            % {
                "points": facts.points,
                "visited": facts.visited,
                "observed": facts.observed,
                "signed_off": facts.signed_off,
                "entered": facts.entered,
            }
        )
    if rectified and rectified.score is not None:
        parts.append(_("整改后%(score)s分（不改名次）") % {"score": rectified.score})
    if standing.reason:
        parts.append(standing.get_reason_display())
    return _("；").join(parts)


def class_choices(standings: Sequence[Standing], chosen: str) -> list[Choice]:
    """The filter by class, with the number of organisations in each."""
    counts = [getattr(one, "class_shown", "") for one in standings]
    every = Choice(_("全部"), "?", not chosen, len(standings))
    return [
        every,
        *(Choice(one.label, f"?class={one.value}", chosen == one, counts.count(one.value)) for one in ManagementClass),
    ]
