"""How does the withdrawal of a document look? A short letter with its own number."""

from guanmo.stages.documents.content.withdrawal import WithdrawalContent
from guanmo.stages.documents.exporters.blocks import Block, Gap, Paper, Para, Signature, Style, Title
from guanmo.stages.documents.exporters.words import day


def lay_out_withdrawal(content: WithdrawalContent) -> Paper:
    """What is withdrawn, why, and that it no longer holds."""
    number = f"（{content.withdrawn_number}）" if content.withdrawn_number else ""
    text = (
        f"{day(content.issued_on)}印发的《{content.withdrawn}》{number}，因{content.reason.rstrip('。；')}，"
        "现予撤回，自本通知印发之日起不再有效。"
    )
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Para(content.number, Style.CENTER),
        Gap(),
        Para(f"{content.to.rstrip('：:')}：", Style.FLUSH),
        Para(text),
        Para("特此通知。"),
        Signature(content.issuer, day(content.date)),
    )
    return Paper(content.title, content.date, blocks)
