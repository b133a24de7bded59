"""Made-up contents of the sizes that a county meets: 500 notices, a ledger of 500 rows, a table of 100,000."""

from datetime import date
from decimal import Decimal

from guanmo.stages.documents.content import LedgerContent, LedgerEntry, NoticeContent, NoticeProblem

DAY = date(2026, 10, 9)


def notices(count: int) -> list[NoticeContent]:
    """Notices of two problems, each to another organisation."""
    return [
        NoticeContent(
            number=f"样例党整改〔2026〕{n}号",
            issuer="中共样例镇委员会",
            organisation=f"样例镇第{n}村党支部",
            round_name="2026年第三季度内部观摩",
            date=DAY,
            due_on=date(2026, 11, 20),
            responsible_person="责任人",
            problems=(
                NoticeProblem("党员大会会议记录缺记录人签字，第2季度少开1次", "一、党建基础第1项", Decimal("1.25")),
                NoticeProblem(f"“三务”公开栏内容停在{n % 12 + 1}月", "一、党建基础第8项", Decimal("0.5")),
            ),
            visited_on=date(2026, 9, 16),
        )
        for n in range(1, count + 1)
    ]


def ledger(rows: int) -> LedgerContent:
    """A ledger with its six columns."""
    entries = tuple(
        LedgerEntry(
            f"样例镇第{n}村党支部",
            f"{n}号问题：第2季度少开1次党员大会，会议记录缺记录人签字",
            f"{n}号措施：补开党员大会，补齐签字，支部书记每月检查一次记录本",
            date(2026, 11, 1 + n % 28),
            "责任人",
            date(2026, 11, 20) if n % 2 else None,
        )
        for n in range(1, rows + 1)
    )
    return LedgerContent("中共样例镇委员会", DAY, entries)
