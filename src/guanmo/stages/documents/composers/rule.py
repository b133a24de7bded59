"""The rule of a round in the words that are printed (design.md 4)."""

from decimal import Decimal

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.documents.content import RuleUsed
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round

METHODS = {Method.MEAN: "平均分", Method.TRIMMED_MEAN: "去掉最高分和最低分后的平均分", Method.MEDIAN: "中位数"}
ROUNDINGS = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}
TOWNSHIP_RULE = "乡镇（街道）得分为其示范点得分的平均分，没有得分示范点的不排名。"
TIES = "得分相同名次并列，其后名次顺延"


def rule_used(round: Round) -> RuleUsed:
    """What the round decided by, for every document that shows its ranks."""
    official = round.official
    notes = ["参加观摩的同志不给本人所在的党组织打分。"]
    if round.tier == Tier.COUNTY_DEMONSTRATION:
        notes = ["参加观摩的同志不给本乡镇（街道）的示范点打分。", TOWNSHIP_RULE]
    if round.not_applicable:
        notes.append("不适用的考核内容不计分，得分按适用分值折算为百分制，并注明“折算”。")
    return RuleUsed(
        method=METHODS[official.method],
        dropped=official.drop,
        decimals=official.places,
        ties=TIES,
        classes=class_words(round.classes),
        rounding=ROUNDINGS[official.rounding],
        notes=tuple(notes),
    )


def official_words(official: OfficialRule) -> str:
    """The official rule in one line, as pages show it."""
    dropped = f"（最高、最低各去掉{official.drop}份）" if official.method is Method.TRIMMED_MEAN else ""
    return f"{METHODS[official.method]}{dropped}，保留{official.places}位小数，{ROUNDINGS[official.rounding]}；{TIES}"


def class_words(rule: ClassRule) -> str:
    """The borders of the classes in one line."""
    if rule.by == "score":
        return f"{_plain(rule.advanced)}分及以上为先进，低于{_plain(rule.backward)}分为落后，其余为达标"
    return f"名次前{_plain(rule.advanced * 100)}%为先进，后{_plain(rule.backward * 100)}%为落后，其余为达标"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
