"""Two items that would take points off for one and the same fact (issue D39: two-new 一.2 and 三.4).

Deliberately narrow, for a false alarm teaches people to ignore warnings: only facts from a short list, or ten and more
characters of identical wording. Nothing is changed; the county may keep both and say so on the sheet.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.utils.translation import gettext as _

from guanmo.method.sheet import Sheet
from guanmo.stages.sheets.importers.reading import Warning
from guanmo.stages.sheets.importers.settle import place

_FACTS = [
    "轮训",
    "示范点建设",
    "主题党日",
    "三会一课",
    "民主评议党员",
    "组织生活会",
    "民主生活会",
    "谈心谈话",
    "按时换届",
    "花名册",
    "党费",
    "失联党员",
    "带头授课",
    "发展党员",
    "双推双评三全程",
    "星级创评",
    "无职党员",
    "送学上门",
    "四议两公开",
    "后备干部",
]
_SAME_WORDING = 10


def double_punishments(sheet: Sheet) -> Iterator[Warning]:
    """One warning for each fact or wording that several items share, naming it and all of them."""
    items = list(sheet.items)
    texts = [item.text for _section, item in items]
    told: set[frozenset[int]] = set()
    for shared, holders in (*_facts(texts), *_wordings([_letters(text) for text in texts])):
        if holders not in told:
            told.add(holders)
            where = "；".join(place(*items[index]) for index in sorted(holders))
            message = _("几项都涉及“%(shared)s”，同一件事可能扣几次分，请确认。") % {"shared": shared}
            yield Warning("double_punishment", message, where)


def _facts(texts: list[str]) -> Iterator[tuple[str, frozenset[int]]]:
    for fact in _FACTS:
        holders = frozenset(index for index, text in enumerate(texts) if fact in text)
        if len(holders) > 1:
            yield fact, holders


def _wordings(texts: list[str]) -> Iterator[tuple[str, frozenset[int]]]:
    """The longest wordings of ten or more characters, or whole shorter texts, that stand in several items."""
    holders = defaultdict(set)
    for index, text in enumerate(texts):
        for wording in _parts(text):
            holders[wording].add(index)
    for text in texts:
        shared = [(start, frozenset(holders[wording])) for start, wording in enumerate(_parts(text))]
        for group, run in groupby(shared, key=itemgetter(1)):
            starts = [start for start, _group in run]
            if len(group) > 1:
                yield text[starts[0] : starts[-1] + _SAME_WORDING], group


def _parts(text: str) -> list[str]:
    return [text[start : start + _SAME_WORDING] for start in range(max(1, len(text) - _SAME_WORDING + 1))]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
