"""Compose the summary of a round under the five aims of the plan (S0-2-d), prefilled from what the round found."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from django.utils.translation import override

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.composers.rankings import standings_by_list
from guanmo.stages.documents.content import SummaryContent
from guanmo.stages.rectification.enums import PROBLEMS, FindingType, RowState
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.results.enums import List, ManagementClass
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Praise, Round

ByList: TypeAlias = dict[List, list[Standing]]
SECTIONS = ("experience", "exemplars", "problems", "ideas", "responsibility")


@override("zh-hans")
def summary_content(
    round: Round, *, written: dict[str, str] | None = None, standings: ByList | None = None, today: date
) -> SummaryContent:
    """The summary; ``written`` replaces single sections by what the round's leader wrote, one paragraph a line.

    ``standings`` are those of the round where they have been read already. A section that the leader emptied stays empty.
    Raises ValueError on a section that is not one of ``SECTIONS``.
    """
    if unknown := set(written or {}) - set(SECTIONS):
        raise ValueError(f"unknown sections: {', '.join(sorted(unknown))}")
    findings = list(Finding.objects.filter(visit__round=round).select_related("organisation", "item__section"))
    content = SummaryContent(
        title=f"{round.title}情况总结",
        round_name=round.title,
        issuer=office_of(round.organiser),
        date=today,
        overview=(_overview(round),),
        experience=_experience(round),
        exemplars=_exemplars(round, standings_by_list(round) if standings is None else standings),
        problems=_problems(findings),
        ideas=tuple(_line(one) for one in findings if one.finding_type == FindingType.HARD_PROBLEM),
        responsibility=_responsibility(round),
    )
    texts: dict[str, Any] = {name: _paragraphs(text) for name, text in (written or {}).items()}
    return replace(content, **texts)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _overview(round: Round) -> str:
    states = [visit.state for visit in round.visits.all()]
    return f"本轮应观摩{len(states)}个党组织，完成{states.count(VisitState.CLOSED)}个，免观摩{states.count(VisitState.EXCUSED)}个。"


def _experience(round: Round) -> tuple[str, ...]:
    praises = Praise.objects.filter(visit__round=round).select_related("visit__organisation")
    highlights = Finding.objects.filter(visit__round=round, finding_type=FindingType.HIGHLIGHT)
    lines = [f"{one.visit.organisation.short_name}：{one.text}" for one in praises]
    return tuple(lines + [_line(one) for one in highlights.select_related("organisation")])


def _exemplars(round: Round, by_list: ByList) -> tuple[str, ...]:
    """The advanced among the first three of each list: a third place alone makes nobody an exemplar."""
    classes = dict(
        Classification.objects.filter(standing__ranking__round=round)
        .order_by("at", "pk")
        .values_list("standing_id", "management_class")
    )
    lines = []
    for name, standings in by_list.items():
        first = [one for one in standings if one.rank is not None and one.rank <= 3]
        best = [one for one in first if classes.get(one.pk, one.proposed_class) == ManagementClass.ADVANCED]
        text = "、".join(f"{one.organisation.short_name}（第{one.rank}名，{one.score}分）" for one in best)
        lines += [f"{name.label}：{text}。"] if best else []
    return tuple(lines)


def _problems(findings: list[Finding]) -> tuple[str, ...]:
    """The items on which most organisations lost points first: one line an item, what was set aside left out."""
    by_item: dict[str, list[Finding]] = {}
    for one in findings:
        if one.finding_type in PROBLEMS and not one.set_aside:
            key = f"{one.item.section.title}第{one.item.no}项" if one.item else "其他"
            by_item.setdefault(key, []).append(one)
    counted = [(key, len({one.organisation_id for one in found}), found[0]) for key, found in by_item.items()]
    ordered = sorted(counted, key=lambda one: -one[1])
    return tuple(f"{key}：{count}个党组织存在问题，如{_line(first)}" for key, count, first in ordered[:10])


def _responsibility(round: Round) -> tuple[str, ...]:
    rows = LedgerRow.objects.filter(finding__visit__round=round).exclude(state=RowState.CANCELLED)
    total, done = rows.count(), rows.filter(state=RowState.SIGNED_OFF).count()
    return (f"已列入整改台账{total}项，销号{done}项；各事项的责任人和时限见整改台账。",) if total else ()


def _line(finding: Finding) -> str:
    return f"{finding.organisation.short_name}：{finding.text}"
