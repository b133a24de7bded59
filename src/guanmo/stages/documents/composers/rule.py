"""The rule of a round in words: documents print them in Chinese, pages show them in the reader's language (design.md 4)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.method.weights import as_json
from guanmo.stages.documents.content import RuleUsed
from guanmo.stages.rounds.enums import JudgeGroup, Tier
from guanmo.stages.rounds.models import Round

METHODS = {
    Method.MEAN: gettext_lazy("平均分"),
    Method.TRIMMED_MEAN: gettext_lazy("去掉最高分和最低分后的平均分"),
    Method.MEDIAN: gettext_lazy("中位数"),
}
ROUNDINGS = {"half_up": gettext_lazy("四舍五入"), "half_even": gettext_lazy("四舍六入五成双")}
TOWNSHIP_RULE = gettext_lazy(
    "乡镇（街道）得分为其示范点得分（取小数后）的平均分，再按同样办法取小数；没有得分示范点的不排名。"
)
TIES = gettext_lazy("得分相同名次并列，后面的名次空出")


def rule_used(round: Round) -> RuleUsed:
    """What the round decided by, for every document that shows its ranks."""
    official = round.official
    notes = [_("参加观摩的同志不给本人所在的党组织打分。")]
    if round.tier == Tier.COUNTY_DEMONSTRATION:
        notes = [_("参加观摩的同志不给本乡镇（街道）的示范点打分。"), str(TOWNSHIP_RULE)]
    if round.visit_plan:
        notes.append(_("评委按走访安排分头打分，各组织的评委不全相同。"))
    notes += weight_words(official)
    if round.not_applicable:
        notes.append(_("不适用的考核内容不计分，得分按适用分值折算为百分制，并注明“折算”。"))
    return RuleUsed(
        method=str(METHODS[official.method]),
        dropped=official.drop,
        decimals=official.places,
        ties=str(TIES),
        classes=class_words(round.classes),
        rounding=str(ROUNDINGS[official.rounding]),
        notes=tuple(notes),
    )


def weight_words(official: OfficialRule) -> list[str]:
    """One sentence for the weights of groups of judges, one for those of tiers; none where nothing is weighed."""
    words = []
    if official.groups:
        weights = as_json(official.groups)
        shares = [f"{one.label}{weights[one]}%" for one in JudgeGroup if one in weights]
        words.append(
            _("评委按类别加权：%(shares)s；每类评委先分别汇总，再按比例相加，没有列出的类别不计。")
            % {"shares": "、".join(shares)}
        )
    if official.tiers:
        weights = as_json(official.tiers)
        shares = [f"{one.label}{weights[one]}%" for one in Tier if one in weights]
        words.append(
            _("层级加权：%(shares)s；其他层级取本年度最近一次已公布的得分，缺少任何一个层级得分的不排名。")
            % {"shares": "、".join(shares)}
        )
    return words


def official_words(official: OfficialRule) -> str:
    """The official rule in one line, as pages show it."""
    weights = weight_words(official)
    return "".join([f"{_method_words(official)}。", *weights]) if weights else _method_words(official)


def _method_words(official: OfficialRule) -> str:
    trimmed = official.method is Method.TRIMMED_MEAN
    return _("%(method)s%(dropped)s，保留%(places)d位小数，%(rounding)s；%(ties)s") % {
        "method": METHODS[official.method],
        "dropped": _("（最高、最低各去掉%(drop)d份）") % {"drop": official.drop} if trimmed else "",
        "places": official.places,
        "rounding": ROUNDINGS[official.rounding],
        "ties": TIES,
    }


def class_words(rule: ClassRule) -> str:
    """The borders of the classes in one line, with what happens at the border and after vetoes."""
    return "；".join([_border_words(rule), *_veto_words(rule)])


def _border_words(rule: ClassRule) -> str:
    share = {"advanced": rule.advanced, "backward": rule.backward}
    if rule.advanced_share is not None and rule.backward_share is not None:
        share = {"advanced": rule.advanced_share, "backward": rule.backward_share}
    points = {"advanced": _plain(rule.advanced), "backward": _plain(rule.backward)}
    shares = {name: f"{_plain(value * 100)}%" for name, value in share.items()}
    if rule.by == "score":
        return _("%(advanced)s分及以上为先进，低于%(backward)s分为落后，其余为达标（按取小数后的得分比较）") % points
    if rule.by == "share":
        return (
            _("名次前%(advanced)s为先进，后%(backward)s为落后，其余为达标（个数不足1个的舍去，并列的都归较好一类）")
            % shares
        )
    return _(
        "%(advanced)s分及以上、名次又在前%(first)s的为先进，低于%(backward)s分、名次又在后%(last)s的为落后，其余为达标（按取小数后的得分比较；个数不足1个的舍去，并列的都归较好一类）"
    ) % {**points, "first": shares["advanced"], "last": shares["backward"]}


def _veto_words(rule: ClassRule) -> list[str]:
    if not rule.vetoes:
        return []
    return [_("有%(count)d份评分表一票否决的，不论得分都为落后") % {"count": rule.vetoes}]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
