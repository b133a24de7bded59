"""Compose the progress bulletin of a round from the figures of the day (S0-4.2-c)."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import override

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.content import BulletinContent, Level, Paragraph, ProgressContent, ProgressRow
from guanmo.stages.rectification.enums import OVER, RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rounds.enums import Tier, VisitState
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import working_days


@override("zh-hans")
def progress_bulletin(
    round: Round, number: str, progress: ProgressContent, *, body: tuple[Paragraph, ...] = ()
) -> BulletinContent:
    """The bulletin of the day of these figures; ``body`` replaces the text that is proposed from them."""
    office = office_of(round.organiser)
    subject = round.title.removeprefix(round.organiser.short_name)
    return BulletinContent(
        mark=f"{office}文件",
        number=number,
        title=f"{office}关于{subject}整改进展情况的通报",
        to="各党组织" if round.tier == Tier.INTERNAL else "各乡（镇、街道）党（工）委",
        body=body or proposed_progress(round, progress),
        issuer=office,
        date=progress.date,
        attachments=(progress,) if progress.rows else (),
        printed_by=office,
        printed_on=progress.date,
    )


def progress_of(round: Round, *, today: date) -> ProgressContent:
    """The ledger of the round counted by organisation, in the order of the tree; cancelled rows do not count."""
    late = Q(due_date__lte=working_days().before(today)) & ~Q(state__in=OVER)
    rows = (
        LedgerRow.objects.filter(finding__visit__round=round)
        .exclude(state=RowState.CANCELLED)
        .order_by("organisation__path")
        .values("organisation__name", "organisation__path")
        .annotate(
            entered=Count("pk"),
            signed_off=Count("pk", filter=Q(state=RowState.SIGNED_OFF)),
            overdue=Count("pk", filter=late),
        )
    )
    counted = tuple(
        ProgressRow(row["organisation__name"], row["entered"], row["signed_off"], row["overdue"]) for row in rows
    )
    return ProgressContent(f"{round.title}整改进展情况", office_of(round.organiser), round.title, today, counted)


@override("zh-hans")
def proposed_progress(round: Round, progress: ProgressContent) -> tuple[Paragraph, ...]:
    """How far the visits are, how far the rectification is by these figures, what is asked."""
    rows = progress.rows
    late = [f"{row.organisation}（{row.overdue}项）" for row in rows if row.overdue]
    lines = [
        Paragraph("观摩进展", Level.ONE),
        Paragraph(_visits(round, progress.date)),
        Paragraph("整改进展", Level.ONE),
    ]
    lines.append(Paragraph(_ledger(rows)))
    if late:
        lines.append(Paragraph(f"逾期没有销号的有：{'、'.join(late)}。"))
    lines.append(Paragraph("有关要求", Level.ONE))
    lines.append(Paragraph("各党组织要对照整改台账倒排时间、逐项落实；逾期的要说明原因，尽快整改到位并申请验收。"))
    return tuple(lines)


def _visits(round: Round, today: date) -> str:
    states = [visit.state for visit in round.visits.all()]
    done = sum(state in (VisitState.VISITED, VisitState.CLOSED) for state in states)
    return f"截至{today.year}年{today.month}月{today.day}日，应观摩{len(states)}个党组织，已观摩{done}个，免观摩{states.count(VisitState.EXCUSED)}个。"


def _ledger(rows: tuple[ProgressRow, ...]) -> str:
    if not rows:
        return "还没有列入整改台账的事项。"
    entered, signed_off, late = (
        sum(getattr(row, name) for row in rows) for name in ("entered", "signed_off", "overdue")
    )
    return (
        f"{len(rows)}个党组织列入整改台账{entered}项，已销号{signed_off}项，销号率{signed_off * 100 / entered:.1f}%；"
        f"未销号{entered - signed_off}项，其中逾期{late}项。"
    )
