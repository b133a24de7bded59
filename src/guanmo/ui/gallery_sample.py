"""Made-up figures for the gallery: no county, organisation or score in it is real."""

from decimal import Decimal

from guanmo.ui.shapes import (
    Band,
    BarChart,
    BarRow,
    Choice,
    Kpi,
    Line,
    LineChart,
    MenuGroup,
    MenuItem,
    PhoneItem,
    Quick,
    Reason,
    Series,
    Step,
    Tile,
    TileRow,
    TimelineEntry,
    Todo,
)

MENU = [
    MenuGroup(
        "观摩考评",
        [
            MenuItem("全县总览", "#", "layout-dashboard", active=True),
            MenuItem("观摩轮次", "#", "calendar-check"),
            MenuItem("现场打分", "#", "clipboard-check", badge=2),
            MenuItem("排名结果", "#", "trophy"),
            MenuItem("问题整改", "#", "list-checks", badge=6),
        ],
    ),
    MenuGroup(
        "基础资料",
        [
            MenuItem("组织", "#", "network"),
            MenuItem("得分表", "#", "clipboard-list"),
            MenuItem("公文", "#", "file-text"),
        ],
    ),
]

KPIS = [
    Kpi("全县平均得分", "86.42", "分", change=Decimal("1.73"), change_note="较上季度", tone="red"),
    Kpi("观摩覆盖", 46, "/ 46 个村（社区）", "clipboard-check", progress=100),
    Kpi("整改办结率", "75.8", "%", "list-checks", progress=Decimal("75.8")),
    Kpi("逾期未整改", 6, "项", "clock", note="涉及 4 个乡镇，最长 11 天", tone="bad", url="#"),
    Kpi("等级评定", None, "", "trophy", note="本轮还没有结果"),
]

RANKING = [
    (1, "试点一村", "甲乡", Decimal("96.50"), 3, 1, "good", "已办结"),
    (2, "试点二村", "乙镇", Decimal("95.80"), 0, 2, "good", "已办结"),
    (3, "试点三村", "甲乡", Decimal("94.25"), 1, 2, "good", "已办结"),
    (4, "试点四社区", "丙镇", Decimal("93.70"), -2, 3, "warn", "整改中"),
    (5, "试点五村", "丁乡", Decimal("92.90"), 6, 2, "good", "已办结"),
    (6, "试点六村", "乙镇", Decimal("92.35"), None, 1, "info", "待复核"),
    (7, "试点七村", "丁乡", Decimal("91.60"), -1, 4, "bad", "逾期"),
    (None, "试点八村", "丁乡", None, None, 0, "mute", "未观摩"),
]

BANDS = [
    Band(1, "90 分以上"),
    Band(2, "85–90"),
    Band(3, "80–85"),
    Band(4, "75–80"),
    Band(5, "75 分以下"),
    Band(0, "未打分"),
]


def _tiles(name: str, values: list[str | None]) -> list[Tile]:
    return [
        Tile(f"{name}{'一二三四五六'[i]}", None if v is None else Decimal(v), _band(v), "#")
        for i, v in enumerate(values)
    ]


def _band(value: str | None) -> int:
    floors = [(90, 1), (85, 2), (80, 3), (75, 4), (0, 5)]
    return 0 if value is None else next(band for floor, band in floors if Decimal(value) >= floor)


TILES = [
    TileRow("甲乡", "88.8", _tiles("甲", ["96.5", "94.3", "87.8", "83.0", "82.5"]), "#"),
    TileRow("乙镇", "88.2", _tiles("乙", ["95.8", "92.3", "86.6", "78.2"]), "#"),
    TileRow("丙镇", "87.0", _tiles("丙", ["93.7", "91.0", "90.1", "87.4", "87.2", "72.4"]), "#"),
    TileRow("丁乡", "86.5", _tiles("丁", ["90.8", "89.5", "85.7", "84.1", None]), "#"),
    TileRow("戊街道", "82.9", _tiles("戊", ["85.1", "82.3", "81.3"]), "#"),
]

BARS = BarChart(
    [Series("已办结", "good"), Series("整改中", "warn"), Series("逾期", "bad")],
    [
        BarRow("甲乡", [12, 3, 0], "#"),
        BarRow("乙镇", [9, 3, 0], "#"),
        BarRow("丙镇", [17, 4, 2], "#"),
        BarRow("丁乡", [13, 4, 1], "#"),
        BarRow("戊街道", [0, 0, 0], "#"),
    ],
)


def _values(*texts: str | None) -> list[Decimal | None]:
    return [None if text is None else Decimal(text) for text in texts]


LINES = LineChart(
    "近 8 个季度的最高分、平均分和最低分",
    ["24Q4", "25Q1", "25Q2", "25Q3", "25Q4", "26Q1", "26Q2", "26Q3"],
    [
        Line("最高分", "gold", _values("91.2", "92", "93.6", "93.1", "94.9", "95.2", "95.8", "96.5")),
        Line("平均分", "red", _values("78.6", "80.2", "81.4", "82.1", "84.0", "84.2", "84.7", "86.42"), area=True),
        Line("最低分", "grey", _values("61.5", "63", "65", None, "68.4", "69.8", "70.9", "72.4"), dashed=True),
    ],
    60,
    100,
)

TODOS = [
    Todo("试点七村 阵地建设问题逾期", "应于 10 月 1 日办结，已逾期 11 天", "#", "triangle-alert", "bad", "逾期"),
    Todo("试点四社区 学习记录不全", "距整改期限还有 3 天", "#", "clock", "warn", "临期"),
    Todo("丙镇 提交整改报告", "附材料 2 份，待复核", "#", "folder-check", "info", "待复核"),
]

STEPS = [
    Step("筹备", "done", "9 月 1 日"),
    Step("观摩中", "done", "9 月 12 日"),
    Step("打分", "current", "还差 3 份"),
    Step("已关闭", "todo"),
    Step("已备案", "todo"),
]

TIMELINE = [
    TimelineEntry("签发整改通知单", "2026-10-02 09:30", "甲乡党委", tone="info", icon="send"),
    TimelineEntry("提交整改情况", "2026-10-08 16:05", "试点一村党支部", tone="warn", icon="upload"),
    TimelineEntry("退回", "2026-10-09 10:20", "甲乡组织委员", "会议记录缺少签到表，请补交。", "bad", "undo-2"),
    TimelineEntry("逐项销号", "2026-10-12 15:00", "甲乡组织委员", tone="good", icon="check"),
]

DEFINITIONS = [("组织", "试点一村党支部"), ("整改期限", "2026-10-15"), ("整改责任人", None), ("扣分", "1.50 分")]

SEGMENTS = [Choice("村（社区）", "#", active=True), Choice("“两新”组织", "#")]
TABS = [Choice("全部", "#", count=24), Choice("整改中", "#", active=True, count=6), Choice("已办结", "#", count=18)]
CHIPS = [
    Choice("组织建设", "#", done=True),
    Choice("党员教育", "#", active=True, count="2/5"),
    Choice("阵地建设", "#", count="0/4"),
]

_REASONS = (
    Reason("会议记录不全", "record", True),
    Reason("缺签到表", "attendance"),
    Reason("材料与实际不符", "mismatch"),
)
_QUICK = (
    Quick("满分", Decimal(0)),
    Quick("扣 0.5 分", Decimal("0.5")),
    Quick("扣 1 分", Decimal(1)),
    Quick("不得分", Decimal(8)),
)

ITEMS = [
    PhoneItem(
        8,
        "按月足额收缴党费，台账与党费证一致",
        "每发现1名党员记录不一致扣0.5分，扣完为止",
        Decimal(8),
        Decimal("6.5"),
        Decimal("1.5"),
        "item-8",
        quick=_QUICK,
        reasons=_REASONS,
    ),
    PhoneItem(
        9,
        "落实“三会一课”制度，记录完整",
        "缺一次扣1分",
        Decimal(5),
        None,
        None,
        "item-9",
        quick=_QUICK[:3],
        reasons=_REASONS[1:],
        error="扣分必须写明原因。",
    ),
]
