"""How does a 整改通知单 look? A form: problems, demands, limit, place for the seal, receipt (S0-3.1-n)."""

from guanmo.stages.documents.content.notice import NoticeContent, NoticeProblem
from guanmo.stages.documents.exporters.blocks import (
    FORM,
    Align,
    Block,
    Cell,
    Column,
    Paper,
    Para,
    Row,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.words import day, one_line, points

COLUMNS = (Column("", 30), Column("", 65, Align.LEFT), Column("", 26), Column("", 49, Align.LEFT))
RECEIPT = "　　签收人（签字）：　　　　　　　　　　联系电话：\n　　签收日期：　　　　年　　月　　日"
COPIES = "说明：本通知单一式两份，签发单位和被通知党组织各存一份。"


def lay_out_notice(content: NoticeContent) -> Paper:
    """The notice on one page where its problems allow."""
    rows = (
        _pair("党组织名称", content.organisation, "责任人", content.responsible_person),
        _pair("问题来源", content.round_name, "发现时间", day(content.visited_on, "—")),
        _wide("整改时限", f"{day(content.due_on)}前"),
        _wide("存在问题", _numbered(tuple(problem_in_words(problem) for problem in content.problems)) or "无"),
        _wide("整改要求", _numbered(content.demands or usual_demands(content))),
        _wide("签　　发", f"\n　　签发单位（盖章）：{content.issuer}\n\n　　签发日期：{day(content.date)}\n"),
        _wide("签　　收", f"\n{RECEIPT}\n"),
    )
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Para(content.number, Style.RIGHT),
        Table(COLUMNS, rows, head=False, size=14, row_height=13),
        Para(COPIES, Style.NOTE),
    )
    return Paper(f"{content.title} {content.number}", content.date, blocks, margins=FORM)


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
