"""Which column of a table is what, by the words in its head, in any order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from guanmo.stages.sheets.importers.rows import Row


class Role(Enum):
    """What a column holds. ``FILLED_IN`` columns (扣分, 得分 …) are for the judges and are empty in a blank sheet."""

    NUMBER = auto()
    SECTION = auto()
    GROUP = auto()
    ITEM = auto()
    METHOD = auto()
    POINTS = auto()
    FILLED_IN = auto()


_NAMES = {
    Role.NUMBER: "序号 编号 项次 项号 序次",
    Role.SECTION: (
        "考核项目 考核指标 项目 指标 类别 一级指标 考核类别 考评项目 测评项目 考核事项 考评指标 评分项目 评价指标 "
        "测评指标"
    ),
    Role.ITEM: (
        "考核内容 内容 考核要点 考评内容 测评内容 检查内容 具体内容 主要内容 二级指标 评价内容 工作要求 评分内容 "
        "考核内容及要求 考核内容和要求 具体指标 三级指标 观摩内容"
    ),
    Role.METHOD: (
        "考核办法 评分标准 评分办法 计分办法 扣分标准 评分细则 考核方式 考核标准 考核方法 评分方法 计分标准 "
        "评分说明 扣分细则 考核细则 评价标准 考核评分标准 打分标准 评分依据 考评办法 考评标准 考核评分办法 计分方法"
    ),
    Role.POINTS: "标准分 分值 标准分值 基本分 满分 权重 分数 基准分 标准分数 考核分值 权重分 分值权重",
    Role.FILLED_IN: (
        "得分 扣分 扣分原因 自评分 自评得分 考核得分 实得分 备注 考评得分 扣分情况 扣分值 扣分依据 扣分说明 打分 "
        "评分 自评 测评得分 佐证材料 责任单位 责任人 原因 扣分事由 最终得分 实际得分 复核得分"
    ),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_ASIDE = re.compile(r"\s|[（(][^（）()]*[）)]|[:：]")
_LONGEST_NAME = 12
_LIKELY = (
    (Role.FILLED_IN, re.compile(r"得分|扣分|自评|备注|签[字名]")),
    (Role.POINTS, re.compile(r"分值|标准分|满分")),
    (Role.ITEM, re.compile(r"内容|要点|具体要求")),
    (Role.METHOD, re.compile(r"(?:评分|考核|考评|计分|测评|评价).*(?:办法|标准|细则|方法|方式)")),
    (Role.SECTION, re.compile(r"(?:考核|考评|测评|评价).*(?:项目|指标|类别)")),
)
_SAYS_WHAT = {Role.SECTION, Role.ITEM, Role.METHOD}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are read. ``number`` may be the section's or the item's; ``item`` is always there."""

    item: int
    number: int | None = None
    section: int | None = None
    group: int | None = None
    method: int | None = None
    points: int | None = None

    @property
    def read(self) -> tuple[int, ...]:
        """The columns whose cells are needed."""
        found = (self.item, self.number, self.section, self.group, self.method, self.points)
        return tuple(column for column in found if column is not None)


def is_head(row: Row) -> bool:
    """True for a row of at least two column names, one of which says what is assessed."""
    own = row.own
    roles = [role for _, text in own if (role := _role(text))]
    certain = any(_name(text) in _ROLES for _, text in own)
    return certain and len(roles) >= 2 and len(roles) * 2 >= len(own) and bool(_SAYS_WHAT & set(roles))


def is_second_head(row: Row) -> bool:
    """True for the lower row of a head of two rows: column names and nothing else."""
    return bool(row.own) and all(_name(text) in _ROLES for _, text in row.own)


def columns_of(heads: Iterable[Row], body: Iterable[Row]) -> Columns | None:
    """The columns by the words of the head; None when nothing in it could hold items."""
    named: dict[int, tuple[str, Role]] = {}
    for row in heads:
        for column, text in row.own:
            if role := _role(text):
                named[column] = (_name(text), role)
    return _settled(named, list(body))


def _settled(named: dict[int, tuple[str, Role]], body: list[Row]) -> Columns | None:
    by_role: dict[Role, list[int]] = {role: [] for role in Role}
    for column, (_, role) in sorted(named.items()):
        by_role[role].append(column)
    sections, items = _in_order(by_role[Role.SECTION], named), _in_order(by_role[Role.ITEM], named)
    methods = by_role[Role.METHOD]
    levels = sections + items
    if not items and len(sections) == 1 and methods and _inherits(body, sections[0]):
        levels, methods = sections + methods[:1], methods[1:]
    if not levels:
        return None
    section = levels[0] if len(levels) > 1 else None
    first = {role: columns[0] for role, columns in by_role.items() if columns}
    return Columns(
        item=levels[-1],
        number=first.get(Role.NUMBER),
        section=section,
        group=levels[1] if len(levels) > 2 else None,
        method=methods[0] if methods else None,
        points=first.get(Role.POINTS),
    )


_LEVELS = ("项目", "类别", "一级指标", "事项", "二级指标", "三级指标", "指标", "内容", "要点")


def _in_order(columns: list[int], named: dict[int, tuple[str, Role]]) -> list[int]:
    """Several columns of one role, the widest notion first: 考核项目 before 考核指标, 二级指标 before 三级指标."""

    def level(column: int) -> int:
        return next((index for index, word in enumerate(_LEVELS) if word in named[column][0]), len(_LEVELS))

    return sorted(columns, key=level)


def _inherits(body: list[Row], column: int) -> bool:
    """True when rows leave the column to the row above: it then holds sections, not items."""
    return any(row.own and not row.at(column).own and not row.only for row in body)


def _role(text: str) -> Role | None:
    """By the exact name, else by what a short name is likely to mean: 考核内容及标准, 分值设置."""
    name = _name(text)
    if name in _ROLES or not 0 < len(name) <= _LONGEST_NAME:
        return _ROLES.get(name)
    return next((role for role, likely in _LIKELY if likely.search(name)), None)


def _name(text: str) -> str:
    return _ASIDE.sub("", text)
