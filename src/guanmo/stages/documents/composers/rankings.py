"""Compose the ranking lists of a round, its bulletin and its filing (S0-3.1-j, S0-3.1-l, S0-3.3-j)."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from guanmo.stages.documents.composers.rule import rule_used
from guanmo.stages.documents.content import (
    BulletinContent,
    FilingContent,
    Level,
    Paragraph,
    RankingListContent,
    RankingRow,
)
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.results.enums import List, ManagementClass
from guanmo.stages.results.models import Classification, Filing, Standing
from guanmo.stages.rounds.enums import Attendance, Tier, VisitState
from guanmo.stages.rounds.models import Round

REASONS = {"no_ballots": "没有评分表，不排名", "too_few_ballots": "评分表份数不足，不排名"}


def ranking_lists(round: Round, *, today: date) -> tuple[RankingListContent, ...]:
    """One list for each kind that has standings; the two kinds are never mixed (D32)."""
    return tuple(_list(round, name, rows, today) for name, rows in standings_by_list(round).items())


def standings_by_list(round: Round) -> dict[List, list[Standing]]:
    """The standings of the round list by list, in printed order."""
    standings = Standing.objects.filter(ranking__round=round).select_related("organisation")
    lists: dict[List, list[Standing]] = {}
    for standing in standings:
        lists.setdefault(List(standing.ranking_list), []).append(standing)
    order = (List.TOWNSHIP, List.VILLAGE, List.TWO_NEW)
    return {name: lists[name] for name in order if name in lists}


def _list(round: Round, name: List, standings: list[Standing], today: date) -> RankingListContent:
    sections = next((one.sections for one in standings if one.sections), [])
    classes = confirmed_classes(round)
    return RankingListContent(
        title=f"{round.title}得分排名表",
        round_name=round.title,
        list_name=str(name.label),
        issuer=office_of(round.organiser),
        date=today,
        rule=rule_used(round),
        section_names=tuple(section["title"] for section in sections),
        rows=tuple(_row(one, len(sections), classes.get(one.pk, "")) for one in standings),
    )


def confirmed_classes(round: Round) -> dict[int, str]:
    """The confirmed class of each standing (its id), newest row first; empty before the confirmation."""
    rows = Classification.objects.filter(standing__ranking__round=round).order_by("at", "pk")
    return {row.standing_id: str(ManagementClass(row.management_class).label) for row in rows}


def _row(standing: Standing, width: int, class_name: str) -> RankingRow:
    scores = [None if one["score"] is None else Decimal(one["score"]) for one in standing.sections]
    return RankingRow(
        rank=standing.rank,
        organisation=standing.organisation.name,
        score=standing.score,
        section_scores=tuple(scores) or (None,) * width,
        ballots=standing.ballots,
        class_name=class_name,
        rescaled=standing.rescaled,
        excluded=standing.stood_back,
        remark=REASONS.get(standing.reason, ""),
    )


def office_of(organiser: Organisation) -> str:
    """The body that signs for an organiser: the township's own committee, the organisation department for the county."""
    if organiser.is_township:
        return organiser.name
    department = Organisation.objects.get_children(organiser).filter(kind="organisation_department").first()
    return department.name if department else organiser.name


def bulletin(round: Round, *, number: str, body: tuple[Paragraph, ...] = (), today: date) -> BulletinContent:
    """The ranking bulletin; ``body`` replaces the text that is proposed from the figures."""
    office = office_of(round.organiser)
    title = f"{office}关于{round.title.removeprefix(round.organiser.short_name)}情况的通报"
    return BulletinContent(
        mark=f"{office}文件",
        number=number,
        title=title,
        to="各党组织" if round.tier == Tier.INTERNAL else "各乡（镇、街道）党（工）委",
        body=body or proposed_body(round),
        issuer=office,
        date=today,
        attachments=ranking_lists(round, today=today),
        printed_by=office,
        printed_on=today,
    )


def proposed_body(round: Round) -> tuple[Paragraph, ...]:
    """Three short parts from the figures of the round: what was done, how it ended, what is asked."""
    visits = round.visits.all()
    done = sum(1 for visit in visits if visit.state == VisitState.CLOSED)
    excused = sum(1 for visit in visits if visit.state == VisitState.EXCUSED)
    people = round.participants.filter(attendance=Attendance.ATTENDED).count()
    first = f"本轮观摩{done}个党组织，{people}名同志参加现场打分" + (f"，{excused}个经批准免观摩。" if excused else "。")
    lines = [Paragraph("总体情况", Level.ONE), Paragraph(first)]
    lines += [Paragraph(_summary(name, rows)) for name, rows in standings_by_list(round).items()]
    lines += [Paragraph("有关要求", Level.ONE)]
    lines += [Paragraph("对观摩中发现的问题，各党组织要对照整改台账和《整改通知单》逐项整改，按时限完成销号。")]
    return tuple(lines)


def _summary(name: List, standings: list[Standing]) -> str:
    ranked = [one for one in standings if one.score is not None]
    if not ranked:
        return f"{name.label}：本轮没有形成排名。"
    first = "、".join(one.organisation.short_name for one in ranked if one.rank == 1)
    scores = [one.score for one in ranked if one.score is not None]
    return f"{name.label}：共{len(ranked)}个参加排名，最高分{max(scores)}分，最低分{min(scores)}分，第一名为{first}。"


def filing_report(filing: Filing, *, today: date) -> FilingContent:
    """Ranking and classification as they are filed with the county."""
    round = filing.ranking.round
    county = Organisation.objects.filter(kind="organisation_department").first()
    return FilingContent(
        number=filing.number,
        submitter=office_of(round.organiser),
        to=county.name if county else "",
        round_name=round.title,
        date=today,
        submitted_by=str(filing.submitted_by),
        submitted_at=timezone.localtime(filing.submitted_at),
        lists=ranking_lists(round, today=today),
        opened_on=round.starts_on,
        closed_on=timezone.localtime(filing.ranking.at).date(),
    )
