"""Two items that would take points off for one and the same fact (issue D39: two-new 一.2 and 三.4).

Deliberately narrow, for a false alarm teaches people to ignore warnings: only facts from a short list, or ten and more
characters of identical wording. Nothing is changed; the county may keep both and say so on the sheet.
"""

from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from guanmo.method.sheet import Item, Sheet
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
    """One warning for each pair of items, naming what they share."""
    for (section, item), (other_section, other) in combinations(sheet.items, 2):
        if shared := _shared(item, other):
            where = f"{place(section, item)}；{place(other_section, other)}"
            message = _("两项都涉及“%(shared)s”，同一件事可能扣两次分，请确认。") % {"shared": shared}
            yield Warning("double_punishment", message, where)


def _shared(item: Item, other: Item) -> str:
    fact = next((fact for fact in _FACTS if fact in item.text and fact in other.text), "")
    return fact or _same_wording(_letters(item.text), _letters(other.text))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _same_wording(text: str, other: str) -> str:
    """The longest wording of ten or more characters found in both, or ''. Two equal short texts count as well."""
    if text == other:
        return text
    best = ""
    for start in range(len(text) - _SAME_WORDING + 1):
        length = max(_SAME_WORDING, len(best) + 1)
        while start + length <= len(text) and text[start : start + length] in other:
            best = text[start : start + length]
            length += 1
    return best
