"""Which reasons a judge may tap instead of typing: what the item asks for, clause by clause (S1-T-a, D41)."""

import re

from django.utils.translation import gettext as _

from guanmo.method.sheet import Item

JUDGED_BY_PEOPLE = "不良反映"
_CLAUSE = re.compile(r"[，；。\n]")
_LONGEST = 24
_MOST = 6


def reasons_for(item: Item) -> tuple[str, ...]:
    """Up to six short reasons, each naming one clause of the item's method or text that was not met."""
    clauses = (clause.strip() for text in (item.method, item.text) for clause in _CLAUSE.split(text))
    short = dict.fromkeys(clause for clause in clauses if 2 <= len(clause) <= _LONGEST)
    return tuple(_("未达到：%(clause)s") % {"clause": clause} for clause in list(short)[:_MOST])


def hint_for(item: Item) -> str:
    """What only people can judge is said to be so (S1-V-1.2-d): nothing is kept on who reported."""
    if JUDGED_BY_PEOPLE not in item.text:
        return ""
    return _("“未出现不良反映”由评委判断。最多在原因里写查实的件数；系统不登记反映人，也请不要写。")
