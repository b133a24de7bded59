"""How does a 函 look? The name over a red double line, the number at the right, another double line at the foot."""

from guanmo.stages.documents.content.letter import LetterContent
from guanmo.stages.documents.exporters.blocks import (
    Block,
    Gap,
    Imprint,
    LetterHead,
    Paper,
    Para,
    Signature,
    Style,
    Title,
)
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day


def lay_out_letter(content: LetterContent) -> Paper:
    """The letter; its 版记 has neither lines nor who printed it."""
    blocks: list[Block] = [
        LetterHead(content.mark, content.number),
        Gap(2),
        Title(content.title),
        Gap(),
        Para(f"{content.to.rstrip('：:')}：", Style.FLUSH),
        *numbered(content.body),
        Signature(content.issuer, day(content.date)),
    ]
    if content.copies_to:
        blocks.append(Imprint(content.copies_to, ruled=False))
    return Paper(content.title, content.date, tuple(blocks))
