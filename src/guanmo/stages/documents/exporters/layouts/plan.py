"""How does an 实施方案 look? The basis in its heading, then numbered text (S0-1-a)."""

from guanmo.stages.documents.content.plan import BasisDocument, PlanContent
from guanmo.stages.documents.exporters.blocks import Block, Gap, Paper, Para, Signature, Title
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day


def lay_out_plan(content: PlanContent) -> Paper:
    """The plan; its first paragraph names every document that it rests on."""
    lead = f"根据{'、'.join(basis_in_words(one) for one in content.basis)}，结合实际，制定本方案。"
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Gap(),
        Para(lead),
        *numbered(content.body),
        Signature(content.issuer, day(content.date)),
    )
    return Paper(content.title, content.date, blocks)


def basis_in_words(basis: BasisDocument) -> str:
    """Issuer, title in 《》, and in brackets number and day where they are known."""
    known = "，".join(part for part in (basis.number, day(basis.date)) if part)
    return f"{basis.issuer}《{basis.title}》{f'（{known}）' if known else ''}"
