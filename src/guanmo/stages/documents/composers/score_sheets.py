"""Compose a blank score sheet, and one filled from a ballot version (S0-A-a, S0-A-b, S1-T-a)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from guanmo.method.deduction import BallotScore, score_ballot
from guanmo.method.sheet import Item, Section, item_key
from guanmo.stages.documents.content import ScoreSheetContent, ScoreSheetItem, ScoreSheetSection, ScoreSheetSet
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries import PaperPlace
from guanmo.stages.sheets.models import ScoreSheet


def blank_sheet(sheet: ScoreSheet, *, visit: Visit | None = None, today: date) -> ScoreSheetContent:
    """The sheet to be filled in by hand; with a visit its head names organisation and round."""
    left_out = visit.not_applicable if visit else frozenset()
    return ScoreSheetContent(
        title=sheet.title,
        version=f"第{sheet.version}版",
        date=sheet.published_at.date() if sheet.published_at else today,
        sections=tuple(_section(section, left_out) for section in sheet.content.sections),
        total=sheet.total,
        organisation=str(visit.organisation) if visit else "",
        round_name=visit.round.title if visit else "",
    )


def coded_sheets(title: str, places: Sequence[PaperPlace], *, today: date) -> ScoreSheetSet:
    """One sheet for each judge and visit, to be filled in by hand and typed in later by its code."""
    sheets = []
    for place in places:
        assert place.visit.sheet is not None
        blank = blank_sheet(place.visit.sheet, visit=place.visit, today=today)
        sheets.append(replace(blank, judge=str(place.judge.user), code=place.code))
    return ScoreSheetSet(title, today, tuple(sheets))


def filled_sheet(version: BallotVersion) -> ScoreSheetContent:
    """What one judge submitted, item by item."""
    visit = version.ballot.visit
    assert visit.sheet is not None
    left_out = visit.not_applicable
    deductions = [one.content for one in version.deductions.all()]
    score = score_ballot(visit.sheet.content, deductions, left_out)
    deducted = {item.key: item.deducted for item in score.items}
    reasons: dict[str, list[str]] = {}
    for one in deductions:
        reasons.setdefault(one.key, []).append(one.reason)
    return ScoreSheetContent(
        title=visit.sheet.title,
        version=f"第{visit.sheet.version}版",
        date=version.received_at.date(),
        sections=tuple(_section(one, left_out, deducted, reasons) for one in visit.sheet.content.sections),
        total=visit.sheet.total,
        organisation=str(visit.organisation),
        round_name=visit.round.title,
        score=score.total,
        rescaled=score.rescaled,
        points_kept=score.raw_total,
        points_possible=score.applicable_points,
        judge=str(version.ballot.participant.user),
        remark=_remark(version, score),
    )


def _remark(version: BallotVersion, score: BallotScore) -> str:
    """Why a vetoed sheet has no points, and why it was corrected."""
    vetoed = f"一票否决，本表得分记为0分（否决前{score.raw_total}分）。" if score.vetoed else ""
    return vetoed + (f"更正原因：{version.reason}" if version.reason else "")


def _section(
    section: Section,
    left_out: frozenset[str],
    deducted: dict[str, Decimal] | None = None,
    reasons: dict[str, list[str]] | None = None,
) -> ScoreSheetSection:
    def filled(item: Item) -> ScoreSheetItem:
        key = item_key(section.no, item.no)
        return ScoreSheetItem(
            no=item.no,
            text=item.text,
            points=item.points or Decimal(0),
            deducted=(deducted or {}).get(key),
            reason="；".join((reasons or {}).get(key, ())),
            applies=key not in left_out,
        )

    return ScoreSheetSection(
        section.no, section.title, section.points or Decimal(0), tuple(filled(item) for item in section.items)
    )
