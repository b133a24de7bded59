"""How does a bulletin look? Red head, text, attachments on pages of their own, 版记 (S0-3.3-j, S0-4.2-c, GB/T 9704-2012)."""

from guanmo.stages.documents.content.bulletin import Attachment, BulletinContent
from guanmo.stages.documents.content.ranking import RankingListContent
from guanmo.stages.documents.exporters.blocks import (
    Block,
    Gap,
    Imprint,
    NewPage,
    Paper,
    Para,
    RedHead,
    Signature,
    Style,
    Title,
)
from guanmo.stages.documents.exporters.layouts.progress import progress_blocks
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.layouts.ranking import ranking_blocks
from guanmo.stages.documents.exporters.words import day


def lay_out_bulletin(content: BulletinContent) -> Paper:
    """The bulletin with its attachments."""
    blocks: list[Block] = [RedHead(content.mark, content.number), Gap(2), Title(content.title), Gap()]
    blocks += [Para(f"{content.to.rstrip('：:')}：", Style.FLUSH), *numbered(content.body)]
    blocks += attachment_names(content.attachments)
    blocks.append(Signature(content.issuer, day(content.date)))
    if content.note:
        blocks.append(Para(content.note if content.note.startswith("（") else f"（{content.note}）"))
    blocks += attachment_pages(content.attachments)
    if content.copies_to or content.printed_by:
        printed_on = day(content.printed_on or content.date)
        blocks.append(Imprint(content.copies_to, content.printed_by or content.issuer, f"{printed_on}印发"))
    return Paper(content.title, content.date, tuple(blocks))


def attachment_names(lists: tuple[Attachment, ...]) -> list[Block]:
    """附件说明: one name per line, numbered only when there is more than one."""
    if not lists:
        return []
    if len(lists) == 1:
        return [Gap(), Para(f"附件：{lists[0].title}", Style.ATTACHED)]
    names = [f"{n}. {_name(item)}" for n, item in enumerate(lists, 1)]
    return [
        Gap(),
        Para(f"附件：{names[0]}", Style.ATTACHED),
        *(Para(f"　　　{name}", Style.ATTACHED) for name in names[1:]),
    ]


def attachment_pages(lists: tuple[Attachment, ...]) -> list[Block]:
    """Each list on a new page under its label 附件1."""
    pages: list[Block] = []
    for number, item in enumerate(lists, 1):
        label, name = (f"附件{number}", _name(item)) if len(lists) > 1 else ("附件", item.title)
        pages += [NewPage(), Para(label, Style.LABEL), Title(name, 20), *_attached(item)]
    return pages


def _name(item: Attachment) -> str:
    """One of several lists is named by which list it is: two attachments of one name could not be told apart."""
    if not isinstance(item, RankingListContent) or item.list_name in item.title:
        return item.title
    return f"{item.title}（{item.list_name}）"


def _attached(item: Attachment) -> tuple[Block, ...]:
    return ranking_blocks(item) if isinstance(item, RankingListContent) else progress_blocks(item)
