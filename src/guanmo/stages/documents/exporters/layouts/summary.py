"""How does a 观摩情况总结 look? Title, overview, five headed sections, signature (S0-2-d)."""

from guanmo.stages.documents.content.summary import SummaryContent
from guanmo.stages.documents.content.text import Level, Paragraph
from guanmo.stages.documents.exporters.blocks import Block, Gap, Paper, Signature, Title
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day

NOTHING = "本轮无记录。"


def lay_out_summary(content: SummaryContent) -> Paper:
    """The summary; each of the five aims has its heading even when nothing was recorded."""
    sections = (
        ("经验做法", content.experience),
        ("先进典型", content.exemplars),
        ("存在问题", content.problems),
        ("工作思路", content.ideas),
        ("责任传导", content.responsibility),
    )
    text = [Paragraph(line) for line in content.overview]
    for heading, lines in sections:
        text.append(Paragraph(heading, Level.ONE))
        text += [Paragraph(line) for line in lines] or [Paragraph(NOTHING)]
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Gap(),
        *numbered(text),
        Signature(content.issuer, day(content.date)),
    )
    return Paper(content.title, content.date, blocks)
