"""How does a 学习报告 look? Who went where, then ideas, experience and gaps (S0-3.2-e)."""

from guanmo.stages.documents.content.learning import LearningContent
from guanmo.stages.documents.content.text import Level, Paragraph
from guanmo.stages.documents.exporters.blocks import Block, Gap, Paper, Signature, Title
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day


def lay_out_learning(content: LearningContent) -> Paper:
    """The report in three headed parts."""
    others = f"，成员{'、'.join(content.members)}" if content.members else ""
    lead = f"按照{content.round_name}安排，督导组（组长{content.leader}{others}）观摩了{content.target}。现将学习情况报告如下。"
    parts = (("启发的思路", content.ideas), ("学到的经验", content.experience), ("本地的差距", content.gaps))
    text = [Paragraph(lead)]
    for heading, lines in parts:
        text += [Paragraph(heading, Level.ONE), *(Paragraph(line) for line in lines)]
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Gap(),
        *numbered(text),
        Signature(content.sender, day(content.date)),
    )
    return Paper(content.title, content.date, blocks)
