"""Compose the ranking bulletin of a round (S0-3.3-j): the text is proposed from the figures, the leader may rewrite it."""

from datetime import date

from django.utils.translation import override

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.composers.rankings import ranking_lists, standings_by_list
from guanmo.stages.documents.content import BulletinContent, Level, Paragraph
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.enums import Attendance, Tier, VisitState
from guanmo.stages.rounds.models import Round

HEADING = "# "
"""What marks a heading in the text that the leader edits."""


@override("zh-hans")
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


@override("zh-hans")
def proposed_body(round: Round) -> tuple[Paragraph, ...]:
    """Three short parts from the figures of the round: what was done, how it ended, what is asked."""
    lists = standings_by_list(round)
    lines = [Paragraph("总体情况", Level.ONE), Paragraph(_overview(round))]
    lines += [Paragraph(_summary(name, rows)) for name, rows in lists.items()]
    if List.TOWNSHIP in lists:
        lines.append(Paragraph(_basis(lists)))
    lines += [Paragraph("有关要求", Level.ONE)]
    lines += [Paragraph("对观摩中发现的问题，各党组织要对照整改台账和《整改通知单》逐项整改，按时限完成销号。")]
    return tuple(lines)


def body_to_text(body: tuple[Paragraph, ...]) -> str:
    """The paragraphs as plain text, one a line, headings marked with ``# ``; ``body_from_text`` reads it back."""
    return "\n".join(f"{HEADING if one.level is Level.ONE else ''}{one.text}" for one in body)


def body_from_text(text: str) -> tuple[Paragraph, ...]:
    """Paragraphs from plain text; empty lines are left out.

    >>> [one.level.value for one in body_from_text("# 总体情况\\n本轮观摩4个党组织。")]
    ['one', 'body']
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(_paragraph(line) for line in lines if line.strip("# 　"))


def _paragraph(line: str) -> Paragraph:
    if line.startswith("#"):
        return Paragraph(line.lstrip("# "), Level.ONE)
    return Paragraph(line)


def _overview(round: Round) -> str:
    states = [visit.state for visit in round.visits.all()]
    done, excused = states.count(VisitState.CLOSED), states.count(VisitState.EXCUSED)
    people = round.participants.filter(attendance=Attendance.ATTENDED).count()
    rest = f"，{excused}个经批准免观摩。" if excused else "。"
    return f"本轮观摩{done}个党组织，{people}名同志参加现场打分{rest}"


def _summary(name: List, standings: list[Standing]) -> str:
    ranked = [one for one in standings if one.score is not None]
    if not ranked:
        return f"{name.label}：本轮没有形成排名。"
    first = "、".join(one.organisation.short_name for one in ranked if one.rank == 1)
    scores = [one.score for one in ranked if one.score is not None]
    return f"{name.label}：共{len(ranked)}个参加排名，最高分{max(scores)}分，最低分{min(scores)}分，第一名为{first}。"


def _basis(lists: dict[List, list[Standing]]) -> str:
    """What the rank of the townships rests on, and what it leaves out (D34)."""
    points = sum(
        1 for name, rows in lists.items() if name is not List.TOWNSHIP for one in rows if one.score is not None
    )
    return (
        f"乡镇（街道）排名依据本次观摩的{points}个示范点的现场得分，取各自示范点得分的平均分，不代表其他党组织的情况；"
        "各乡镇（街道）内部观摩的覆盖情况和问题整改销号情况列在排名表备注中，供对照。"
    )
