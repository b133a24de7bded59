"""How does a 整改通知单 look? A form: problems, demands, limit, place for the seal, receipt (S0-3.1-n)."""

from guanmo.stages.documents.content.notice import NoticeContent, NoticeProblem
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Cut,
    Margins,
    Paper,
    Para,
    Row,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.words import day, one_line, points

COLUMNS = (Column("", 30), Column("", 65, Align.LEFT), Column("", 26), Column("", 49, Align.LEFT))
SLIP = (Column("", 30), Column("", 140, Align.LEFT))
PAGE = Margins(20, 20, 20, 20)
COPIES = "说明：本通知单由被通知党组织留存；沿虚线裁下回执，签收后交回签发单位。"
SIGNED = (
    "　　签收人（签字）：　　　　　　　　　　联系电话：\n　　（盖章）　　　　　　　　　　　　　　　　　年　　月　　日"
)


def lay_out_notice(content: NoticeContent) -> Paper:
    """The notice on one page where its problems allow."""
    rows = (
        _pair("党组织名称", content.organisation, "责任人", content.responsible_person),
        _pair("问题来源", content.round_name, "发现时间", day(content.visited_on, "—")),
        _wide("整改时限", f"{day(content.due_on)}前"),
        _wide("存在问题", _numbered(tuple(problem_in_words(problem) for problem in content.problems)) or "无"),
        _wide("整改要求", _numbered(content.demands or usual_demands(content))),
        _wide("签　　发", f"\n　　签发单位（盖章）：{content.issuer}\n　　签发日期：{day(content.date)}\n"),
    )
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Para(content.number, Style.RIGHT),
        Table(COLUMNS, rows, head=False, size=14, row_height=11),
        Para(COPIES, Style.NOTE),
        Cut(),
        *receipt_slip(content),
    )
    return Paper(f"{content.title} {content.number}", content.date, blocks, margins=PAGE)


def receipt_slip(content: NoticeContent) -> tuple[Block, ...]:
    """The 回执 below the dashed line: kept on one page, signed and sent back."""
    text = f"　　{content.number}《整改通知单》（{len(content.problems)}个问题）已收到，将于{day(content.due_on)}前整改到位并报告。"
    rows = (
        (Cell("回　　执", strong=True, colspan=2), None),
        (Cell("交　　回", strong=True), Cell(content.issuer)),
        (Cell("党组织名称", strong=True), Cell(content.organisation)),
        (Cell("签　　收", strong=True), Cell(f"{text}\n{SIGNED}")),
    )
    return (Table(SLIP, rows, head=False, size=12, row_height=8, together=True),)


def problem_in_words(problem: NoticeProblem) -> str:
    """The item, the matter, the points deducted and the limit when it has its own."""
    facts = [f"扣{points(problem.points)}分"] if problem.points is not None else []
    facts += [f"{day(problem.due_on)}前整改"] if problem.due_on else []
    item = f"〔{problem.item}〕" if problem.item else ""
    return f"{item}{problem.matter.rstrip('。；')}{'（' + '，'.join(facts) + '）' if facts else ''}。"


def usual_demands(content: NoticeContent) -> tuple[str, ...]:
    """What is asked when the issuer wrote no demands of its own."""
    return (
        "对照上述问题逐项制定整改措施，明确责任人和整改时限。",
        f"{day(content.due_on)}前完成整改，将整改情况和佐证材料报{content.issuer}。",
        "整改情况接受“回头看”，逐项验收后销号。",
    )


def _numbered(lines: tuple[str, ...]) -> str:
    return "\n".join(f"　　{n}. {one_line(line)}" for n, line in enumerate(lines, 1))


def _pair(label: str, text: str, other: str, value: str) -> Row:
    return (Cell(label, strong=True), Cell(text), Cell(other, strong=True), Cell(value))


def _wide(label: str, text: str) -> Row:
    return (Cell(label, strong=True), Cell(text, colspan=3), None, None)
