"""Which deduction rules an item's text or its assessment method (考核办法) says.

The rules only propose: the observer enters deduction, reason and score. A clause that speaks of deducting but cannot
be put as a rule (酌情扣分, 扣1—2分) is handed back, so that a person is told.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from guanmo.method.sheet import Rule, RuleKind
from guanmo.stages.sheets.importers.numerals import NUMERAL, to_decimal
from guanmo.stages.sheets.importers.points import storable

_CLAUSE = re.compile(r"(?:[^。；;，,\n、]|(?<!分)、|、(?=\d))+")
_UNIT = "次|项|处|个|人|名|份|条|天|日|起|期|篇|例|件|户|月|季度|季|场|张|本|类|批|步|课时|学时"
_RANGE = re.compile(rf"[扣减加]\s*{NUMERAL}\s*[-—－–~～至到]+\s*{NUMERAL}\s*分")
_AMOUNT = re.compile(rf"({NUMERAL})\s*分(半)?(?![钟之别数类工管析期包散支享明布组点比制率])(\s*/\s*(?:{_UNIT}))?")
_SEVERAL = re.compile(rf"分别\s*[扣减加]|[扣减]\s*{NUMERAL}\s*分\s*(?:以内|以下|左右|起)")
_CAP = re.compile(r"(?:最多|至多|最高|上限|封顶|不超过|不得超过)[^。；，扣加]{0,4}(?:扣除?|[减加为得分])?\D{0,2}$")
_CAP_AFTER = re.compile(r"\s*(?:封顶|为限|为上限)")
_DEDUCT = re.compile(r"(?:扣除|扣减|倒扣|扣|减)\s*$")
_ADD = re.compile(r"(?:加|奖励|奖)\s*$")
_EACH = re.compile(
    rf"每|逐|各\s*(?:扣|减|加)|(?:缺少|缺|少|漏|差|发现|有|未|没有|不|迟|出现)?[^，。；]{{0,12}}(?:一|1)\s*(?:{_UNIT})(?!性)"
)
_ZERO = re.compile(r"(?:不得|不给|不计|[得计记为][0零])分|扣除?全部?分|扣除?该项(?:全部)?分")
_UNTIL_SPENT = re.compile(rf"扣完(?:\s*({NUMERAL})\s*分|[^。；，,]{{0,8}})为止")
_TAKEN = re.compile(rf"{NUMERAL}\s*分[^。；，,]{{0,4}}扣|[扣减][^。；，,]{{0,8}}{NUMERAL}\s*分")
_HALF = Decimal("0.5")
_VETO = re.compile(r"一票否决")
_VAGUE = re.compile(r"酌情[^。；，,]{0,6}[扣减]|(?<!不)[扣减](?:除|减)?(?:相应|部分|一定|适当|对应)[^。；，,]{0,4}分")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in printed order, and the clauses that deduct in a way no rule can say."""

    rules: tuple[Rule, ...] = ()
    unread: tuple[str, ...] = ()


def rules_in(text: str, points: Decimal | None) -> Rules:
    """Read the rules of one text; ``points`` are the item's, the cap meant by 扣完为止."""
    rules: list[Rule] = []
    unread: list[str] = []
    before = ""
    for match in _CLAUSE.finditer(text):
        clause = match.group().strip()
        _read_clause(clause, before, points, rules, unread)
        before = clause
    return Rules(tuple(rules), tuple(unread))


def _read_clause(clause: str, before: str, points: Decimal | None, rules: list[Rule], unread: list[str]) -> None:
    if _RANGE.search(clause) or _SEVERAL.search(clause) or _VAGUE.search(clause):
        unread.append(clause)
        return
    if _VETO.search(clause):
        rules.append(Rule(RuleKind.VETO, _with_condition(clause, before, _VETO)))
        return
    known = list(rules)
    _read_amounts(clause, before, rules)
    if spent := _UNTIL_SPENT.search(clause):
        _cap_spent(rules, spent.group(1), points, clause)
    elif rules == known and _TAKEN.search(clause):
        unread.append(clause)
    elif _ZERO.search(clause):
        rules.append(Rule(RuleKind.ZERO, _with_condition(clause, before, _ZERO)))


def _read_amounts(clause: str, before: str, rules: list[Rule]) -> None:
    start = 0
    for match in _AMOUNT.finditer(clause):
        context = clause[start : match.start()]
        start = match.end()
        value = _value(match)
        if value is None:
            continue
        if _CAP.search(context) or _CAP_AFTER.match(clause, match.end()):
            _cap_last(rules, value, clause)
        elif rule := _rule(context, clause, before, value, each=bool(match.group(3))):
            rules.append(rule)


def _value(amount: re.Match[str]) -> Decimal | None:
    """0.5分, 半分, 一分半 → points, None when they have more than two decimals."""
    value = to_decimal(amount.group(1))
    return None if value is None else storable(str(value + (_HALF if amount.group(2) else 0)))


def _rule(context: str, clause: str, before: str, value: Decimal, *, each: bool) -> Rule | None:
    """The rule said by one amount, or None when nothing is deducted. A bare 扣1分 refers to the clause before."""
    verb = _ADD.search(context) or _DEDUCT.search(context)
    if verb is None:
        return None
    bare = not context[: verb.start()].strip("的将则 ")
    said = f"{before}，{clause}" if bare and before and not _AMOUNT.search(before) else clause
    if _ADD.search(context):
        return Rule(RuleKind.BONUS, said, points=value)
    repeated = each or _EACH.search(said if bare else context)
    return Rule(RuleKind.PER_OCCURRENCE if repeated else RuleKind.FIXED, said, points=value)


def _with_condition(clause: str, before: str, phrase: re.Pattern[str]) -> str:
    """未召开，不得分 → both clauses: the condition is part of the rule as printed."""
    match = phrase.search(clause)
    alone = match is not None and not clause[: match.start()].strip("的则本此该项实行 ")
    return f"{before}，{clause}" if alone and before and not _AMOUNT.search(before) else clause


def _cap_last(rules: list[Rule], cap: Decimal, clause: str) -> None:
    if not rules:
        return
    last = rules[-1]
    text = last.text if clause in last.text else f"{last.text}，{clause}"
    rules[-1] = replace(last, cap=cap, text=text)


def _cap_spent(rules: list[Rule], stated: str | None, points: Decimal | None, clause: str) -> None:
    """扣完为止 means the item's points, 扣完3分为止 means 3."""
    cap = storable(stated) if stated else None
    if cap is None:
        _cap_all(rules, points)
    else:
        _cap_last(rules, cap, clause)


def _cap_all(rules: list[Rule], points: Decimal | None) -> None:
    for index, rule in enumerate(rules):
        if rule.kind is RuleKind.PER_OCCURRENCE and rule.cap is None:
            rules[index] = replace(rule, cap=points)
