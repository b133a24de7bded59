"""Compose the ranking lists of a round (S0-2-a, S0-3.1-j, S0-3.1-k, S0-3.3-i)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from guanmo.method.seal.checkpoint import read_checkpoint
from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.composers.rule import rule_used
from guanmo.stages.documents.composers.townships import TownshipFacts, township_facts
from guanmo.stages.documents.content import RankingListContent, RankingRow, SealPrint
from guanmo.stages.results.enums import List, ManagementClass, Unranked
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.results.queries import sealed_note
from guanmo.stages.rounds.models import Round

ORDER = (List.TOWNSHIP, List.VILLAGE, List.TWO_NEW)


def ranking_lists(round: Round, *, today: date) -> tuple[RankingListContent, ...]:
    """One list for each kind that has standings; the two kinds are never mixed (D32)."""
    return tuple(ranking_list(round, name, rows, today=today) for name, rows in standings_by_list(round).items())


def standings_by_list(round: Round) -> dict[List, list[Standing]]:
    """All standings of the round list by list, in printed order."""
    return by_list(
        Standing.objects.filter(
            ranking__round=round, ranking__replaced_by=None, ranking__version=round.version
        ).select_related("organisation", "ranking__round")
    )


def by_list(standings: Iterable[Standing]) -> dict[List, list[Standing]]:
    """Standings list by list, townships first; the order inside a list is kept."""
    lists: dict[List, list[Standing]] = {}
    for standing in standings:
        lists.setdefault(List(standing.ranking_list), []).append(standing)
    return {name: lists[name] for name in ORDER if name in lists}


@override("zh-hans")
def ranking_list(round: Round, name: List, standings: Sequence[Standing], *, today: date) -> RankingListContent:
    """One list with the standings given; an official document is Chinese whatever language the screen speaks."""
    titles = section_titles(standings)
    classes = confirmed_classes(round)
    facts = township_facts(round) if name is List.TOWNSHIP else {}
    return RankingListContent(
        title=f"{round.title}得分排名表",
        round_name=round.title,
        list_name=str(name.label),
        issuer=office_of(round.organiser),
        date=today,
        rule=rule_used(round),
        section_names=titles,
        rows=tuple(_row(one, titles, classes.get(one.pk, ""), facts) for one in standings),
        sealed=_seal_print(round),
    )


def _seal_print(round: Round) -> SealPrint | None:
    """None before the close."""
    note = sealed_note(round)
    if note is None:
        return None
    checkpoint = read_checkpoint(note)
    return SealPrint(checkpoint.fingerprint, checkpoint.text)


def section_titles(standings: Iterable[Standing]) -> tuple[str, ...]:
    """The titles of all sections of the sheets used, each once, in the order of the sheets."""
    return tuple(dict.fromkeys(section["title"] for one in standings for section in one.sections))


def confirmed_classes(round: Round) -> dict[int, str]:
    """The confirmed class of each standing (its id), newest row first; empty before the confirmation."""
    rows = Classification.objects.filter(standing__ranking__round=round).order_by("at", "pk")
    return {row.standing_id: str(ManagementClass(row.management_class).label) for row in rows}


def _row(
    standing: Standing, titles: tuple[str, ...], class_name: str, facts: Mapping[int, TownshipFacts]
) -> RankingRow:
    scores = {section["title"]: section["score"] for section in standing.sections}
    return RankingRow(
        rank=standing.rank,
        organisation=standing.organisation.name,
        score=standing.score,
        section_scores=tuple(None if scores.get(title) is None else Decimal(scores[title]) for title in titles),
        ballots=standing.ballots,
        class_name=class_name,
        rescaled=standing.rescaled,
        excluded=standing.stood_back,
        remark=_remark(standing, facts.get(standing.organisation_id)),
    )


def _remark(standing: Standing, facts: TownshipFacts | None) -> str:
    """What explains the row: sheets that did not count, why there is no rank, what a township's rank rests on (D34)."""
    parts = []
    rule = standing.ranking.round.official
    if standing.counted != standing.ballots - 2 * rule.drop * max(
        len(rule.groups), 1
    ):  # what the printed rule drops needs no remark
        parts.append(f"计入{standing.counted}份")
    if facts:
        parts.append(
            f"示范点{facts.points}个，观摩{facts.visited}/{facts.observed}，销号{facts.signed_off}/{facts.entered}"
        )
    if standing.reason:
        parts.append(str(Unranked(standing.reason).label))
    return "；".join(parts)
