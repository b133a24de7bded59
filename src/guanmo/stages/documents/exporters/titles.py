"""Where is a title broken that does not fit on one line? Between words, lines of about the same length (GB/T 9704, 1.1).

Chinese writes no blanks between words. Rather than guess at every word, a title is broken where its parts meet: after 的,
和, 关于, a comma, a year, the name of a committee. Only where that leaves a line too long is it broken elsewhere, and never
inside a word of the field, a figure with its unit, or before closing marks.
"""

import re
from itertools import combinations, pairwise

from guanmo.stages.documents.exporters.fit import MM_PER_POINT, ems
from guanmo.stages.documents.exporters.words import one_line

FILLED = 0.96
"""How much of a line may be filled: the fonts of the offices differ a little in width."""
_JOINTS = re.compile(
    "(?<=关于)|(?<=[的和与及、，；：》）”])|(?=关于|《|（)|(?<=委员会)|(?<=[村社]党支部)|(?<=组织部)|(?<=年)(?=第|度|基层|内部)|(?<=季度)|(?<=年度)"
    "|(?=情况|整改|得分|排名|工作|实施方案|备案|通知单|学习)"
)
_WORDS = re.compile(
    "观摩|检查|测评|党建|基层|内部|逐个|交叉|示范|通报|排名|得分|情况|整改|台账|通知|备案|报告|总结|进展|方案|实施|工作|"
    "组织|委员会|党支部|乡镇|街道|社区|督导|学习|反馈|汇总|结果|分类|季度|年度|第[一二三四]季度|[0-9０-９]+[年月日号名个]?|[!-~]+"
)
_NOT_FIRST = "，。、；：？！）》〉」』”’…年月日的了"
_NOT_LAST = "（《〈「『“‘"


def title_lines(text: str, size: float, width: float) -> tuple[str, ...]:
    """The title in as few lines as fit into ``width`` mm at ``size`` pt.

    >>> title_lines("中共青禾镇委员会关于2026年第三季度基层党建观摩排名情况的通报", 22, 156)
    ('中共青禾镇委员会关于2026年', '第三季度基层党建观摩排名情况的通报')
    """
    title, room = one_line(text), width * FILLED / (size * MM_PER_POINT)
    needed = int(-(-ems(title) // room))
    if needed < 2:
        return (title,)
    joints = sorted({found.start() for found in _JOINTS.finditer(title)} & set(_breakable(title)))
    for places in (joints, _breakable(title)):
        for lines in (needed, needed + 1):
            if found := _fairest(title, places, lines, room):
                return found
    return (title,)


def _breakable(title: str) -> list[int]:
    inside = {at for word in _WORDS.finditer(title) for at in range(word.start() + 1, word.end())}
    free = set(range(1, len(title))) - inside
    return sorted(at for at in free if title[at] not in _NOT_FIRST and title[at - 1] not in _NOT_LAST)


def _fairest(title: str, places: list[int], lines: int, room: float) -> tuple[str, ...]:
    """The lines that fit and differ least in length; nothing when none fit or the search would be long."""
    if lines > 4:
        return ()
    best: tuple[float, tuple[str, ...]] = (float("inf"), ())
    for chosen in combinations(places, lines - 1):
        parts = tuple(title[a:b].strip() for a, b in pairwise((0, *chosen, len(title))))
        widths = [ems(part) for part in parts]
        if max(widths) <= room:
            best = min(best, (max(widths) - min(widths), parts))
    return best[1]
