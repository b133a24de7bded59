"""A judge's work as data: the running rounds with their visits, the sheets, and the own ballots (bootstrap)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guanmo.field.api.auth import Judge
from guanmo.field.api.states import to_json
from guanmo.field.reasons import hint_for, reasons_for
from guanmo.field.shell import shell_version
from guanmo.method.sheet import Item, Rule, Section, item_key
from guanmo.stages.indicators.composers.words import fact_on_paper, fact_text
from guanmo.stages.organisations.queries import own_posts
from guanmo.stages.rounds.domain.score_log import judge_names
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import ProposedDeduction, RecordedFact
from guanmo.stages.scoring.queries import Duty, duties_of, facts_on, proposals_on, states_since
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import yardstick

SMALL_STEPS = (Decimal("0.5"), Decimal(1))
STEPS = (Decimal(1), Decimal(2))


def work_of(judge: Judge) -> dict[str, Any]:
    """The whole of it; the same work gives the same data."""
    duties = [one for one in duties_of(judge.user) if judge.only_round in (None, one.visit.round_id)]
    rounds = {one.visit.round_id: one.visit.round for one in duties}
    sheets = {one.visit.sheet_id: one.visit.sheet for one in duties if one.visit.sheet}
    visits = [one.visit for one in duties]
    shown = Shown(proposals_on(judge.user, visits), facts_on(judge.user, visits))
    return {
        "app": shell_version(),
        "judge": _judge(judge),
        "rounds": [
            _round(judge, round, [one for one in duties if one.visit.round_id == pk], shown)
            for pk, round in rounds.items()
        ],
        "sheets": [_sheet(sheet) for sheet in sheets.values()],
        "ballots": _ballots(judge, duties),
    }


def _judge(judge: Judge) -> dict[str, Any]:
    name = next((post.name for post in own_posts(judge.user)), "")
    bound = judge.only_round is not None
    return {"id": str(judge.user.uuid), "name": judge.user.name, "organisation": name, "bound": bound}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the records propose and show, by visit."""

    proposals: Mapping[int, Sequence[ProposedDeduction]]
    facts: Mapping[int, Sequence[RecordedFact]]


def _round(judge: Judge, round: Round, duties: Sequence[Duty], shown: Shown) -> dict[str, Any]:
    visits = [_visit(one, shown) for one in duties]
    (name,) = judge_names(round, [judge.user.uuid])  # what the phone signs says whose it is
    facts = {"id": str(round.uuid), "judge": name, "title": round.title, "deadline": round.deadline.isoformat()}
    return {**facts, "version": round.version, "over": round.scoring_is_over, "visits": visits}


def _visit(duty: Duty, shown: Shown) -> dict[str, Any]:
    visit = duty.visit
    return {
        "id": str(visit.uuid),
        "name": str(visit.organisation),
        "note": str(visit.organisation.get_kind_display()),
        "two_new": visit.organisation.is_two_new,
        "state": str(duty.state),
        "sheet": str(visit.sheet.uuid) if visit.sheet else None,
        "not_applicable": sorted(visit.not_applicable),
        "proposals": [_proposal(one) for one in shown.proposals.get(visit.pk, ())],
        "facts": [{"item": str(one.item), "text": fact_text(one.fact)} for one in shown.facts.get(visit.pk, ())],
    }


def _proposal(one: ProposedDeduction) -> dict[str, Any]:
    """What the records propose on an item; the phone shows it offline too.

    ``shown`` is for the reader, ``fact`` for the sheet, which goes on paper.
    """
    return {
        "item": str(one.item),
        "rule": one.rule,
        "fact": fact_on_paper(one.fact),
        "shown": fact_text(one.fact),
        "points": _text(one.points),
        "clause": one.clause,
    }


def _ballots(judge: Judge, duties: Iterable[Duty]) -> list[dict[str, Any]]:
    """Every sheet of these visits that the server has from this judge, with its text."""
    visits = {one.visit.uuid for one in duties}
    states = [one for one in states_since(judge.user, None, judge.only_round) if one.visit in visits]
    return [{**to_json(one), "body": one.version.payload if one.version else None} for one in states]


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    content = yardstick(sheet).content
    total = content.total if content.total is not None else content.item_total
    sections = [_section(section) for section in content.sections]
    return {"id": str(sheet.uuid), "title": str(sheet), "total": _text(total), "sections": sections}


def _section(section: Section) -> dict[str, Any]:
    items = [_item(section.no, item) for item in section.items]
    return {"no": section.no, "title": section.title, "points": _text(section.points), "items": items}


def _item(section_no: str, item: Item) -> dict[str, Any]:
    points = item.points or Decimal(0)
    return {
        "no": item.no,
        "key": item_key(section_no, item.no),
        "text": item.text,
        "method": item.method,
        "note": item.note,
        "hint": hint_for(item),
        "points": _text(item.points),
        "reasons": list(reasons_for(item)),
        "steps": [_text(step) for step in (STEPS if points > 2 else SMALL_STEPS) if step < points],
        "rules": [_rule(rule) for rule in item.rules],
    }


def _rule(rule: Rule) -> dict[str, str | None]:
    return {"kind": str(rule.kind), "points": _text(rule.points), "cap": _text(rule.cap), "text": rule.text}


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"
