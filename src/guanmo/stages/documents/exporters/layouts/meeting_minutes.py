"""How does a 纪要 look? XX纪要 in red, what was agreed, then who was there; no signature and no seal (GB/T 9704-2012)."""

from guanmo.stages.documents.content.meeting_minutes import MeetingMinutesContent
from guanmo.stages.documents.exporters.blocks import Block, Gap, Imprint, Paper, Para, RedHead, Roll, Title
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day


def lay_out_minutes(content: MeetingMinutesContent) -> Paper:
    """The minutes, with the lists of people one empty line under the text."""
    lead = f"{day(content.held_on)}，{content.chair}在{content.place}主持召开{content.meeting}。会议议定事项纪要如下。"
    people = (("出席", content.present), ("请假", content.absent), ("列席", content.sitting_in))
    blocks: tuple[Block, ...] = (
        RedHead(content.mark, content.number),
        Gap(2),
        Title(content.title),
        Gap(),
        Para(lead),
        *numbered(content.body),
        Gap(),
        *(Roll(label, names) for label, names in people if names.strip()),
        Imprint(content.copies_to, content.issuer, f"{day(content.date)}印发"),
    )
    return Paper(content.title, content.date, blocks)
