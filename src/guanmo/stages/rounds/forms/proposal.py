"""The form on which a round is drafted: tier, organiser, dates, official rule, classes, whom it visits (design.md 4)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.create_round import Proposal, default_title
from guanmo.stages.rounds.enums import JudgeGroup, TermDays, Tier
from guanmo.stages.rounds.forms.choices import (
    months_offered,
    places_offered,
    quarters_offered,
    stored_choices,
    usual_choices,
)
from guanmo.stages.rounds.forms.rules import check_classes, check_rule, check_weights
from guanmo.stages.rounds.forms.weights import (
    GROUP_FIELDS,
    TIER_FIELDS,
    group_field,
    groups_chosen,
    tier_field,
    tiers_chosen,
)
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import county_itself, observable_by, organisers_for

METHODS = [
    (Method.MEAN.value, gettext_lazy("平均分")),
    (Method.TRIMMED_MEAN.value, gettext_lazy("去掉最高分和最低分后的平均分")),
    (Method.MEDIAN.value, gettext_lazy("中位数")),
]
CLASSES_BY = [
    ("score", gettext_lazy("按分数划线")),
    ("share", gettext_lazy("按名次比例")),
    ("both", gettext_lazy("分数和比例都要满足")),
]
SCORING = [
    ("usual", gettext_lazy("按常规：内部观摩、示范观摩打分，交叉观摩不打分")),
    ("yes", gettext_lazy("打分")),
    ("no", gettext_lazy("不打分")),
]


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RoundForm(forms.Form):
    """What the organiser decides. A township drafts its own internal round; the county drafts every tier."""

    tier = forms.ChoiceField(label=gettext_lazy("层级"), choices=Tier.choices, widget=forms.RadioSelect)
    organiser = forms.ChoiceField(
        label=gettext_lazy("开展内部观摩的乡镇（街道）"),
        required=False,
        help_text=gettext_lazy("交叉观摩和示范观摩由县里组织，不用选。"),
    )
    period = forms.ChoiceField(label=gettext_lazy("季度"))
    title = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("不填时按乡镇、季度和层级自动取名。"),
    )
    starts_on = forms.DateField(label=gettext_lazy("开始日期"), widget=DateInput)
    deadline = forms.DateField(
        label=gettext_lazy("完成期限"), widget=DateInput, help_text=gettext_lazy("到期还没有报备的，标为逾期。")
    )
    scoring = forms.ChoiceField(
        label=gettext_lazy("现场打分"), choices=SCORING, initial="usual", widget=forms.RadioSelect
    )
    planned_month = forms.ChoiceField(
        label=gettext_lazy("计划月份"), required=False, help_text=gettext_lazy("方案里写的月份，没有写的不选。")
    )
    deviation = forms.CharField(
        label=gettext_lazy("与计划月份不同的原因"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("开始日期不在计划月份里时填写。"),
    )
    teams_each = forms.IntegerField(
        label=gettext_lazy("每个乡镇（街道）派几个督导组"),
        min_value=1,
        max_value=9,
        required=False,
        help_text=gettext_lazy("只在交叉观摩时使用。"),
    )
    method = forms.ChoiceField(label=gettext_lazy("计分办法"), choices=METHODS, widget=forms.RadioSelect)
    drop = forms.IntegerField(
        label=gettext_lazy("最高、最低各去掉几份"),
        min_value=1,
        max_value=10,
        required=False,
        help_text=gettext_lazy("只在去掉最高分和最低分时使用。"),
    )
    # Scores are kept with two places (lib.points): a round that promised more would rank by what it does not show.
    places = forms.TypedChoiceField(label=gettext_lazy("保留小数"), coerce=int, choices=places_offered)
    group_county, group_township, group_basic = (group_field(one) for one in JudgeGroup)
    tier_internal, tier_cross = tier_field(Tier.INTERNAL), tier_field(Tier.CROSS)
    objection_days = forms.IntegerField(
        label=gettext_lazy("异议期（天）"),
        min_value=0,
        max_value=30,
        required=False,
        help_text=gettext_lazy("排名后几天内，组织可以对自己的扣分提出异议，例如3天。0是不设异议期。"),
    )
    objection_term = forms.ChoiceField(
        label=gettext_lazy("异议期按什么算"),
        choices=TermDays.choices,
        required=False,
        help_text=gettext_lazy("从排名的第二天算起；最后一天放假的，顺延到下一个工作日。"),
    )
    by = forms.ChoiceField(label=gettext_lazy("分类标准"), choices=CLASSES_BY, widget=forms.RadioSelect)
    score_advanced = forms.DecimalField(
        label=gettext_lazy("先进：不低于多少分"), max_digits=5, decimal_places=2, required=False
    )
    score_backward = forms.DecimalField(
        label=gettext_lazy("落后：低于多少分"), max_digits=5, decimal_places=2, required=False
    )
    share_advanced = forms.DecimalField(
        label=gettext_lazy("先进：前百分之几"), max_digits=4, decimal_places=1, required=False
    )
    share_backward = forms.DecimalField(
        label=gettext_lazy("落后：后百分之几"), max_digits=4, decimal_places=1, required=False
    )
    vetoes = forms.IntegerField(
        label=gettext_lazy("几份评分表一票否决即为落后"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=gettext_lazy("不填时，一票否决只使那份评分表记0分，不直接决定类别。"),
    )
    targets = forms.MultipleChoiceField(
        label=gettext_lazy("观摩对象"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, round: Round | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**usual_choices(), **(stored_choices(round) if round else {}), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.round = round
        self.by_county = access_of(user).is_county_admin
        self.targets_by_township = observable_by(user) if self.by_county and not self._is_internal else []
        self._offer(user)

    @property
    def _is_internal(self) -> bool:
        return self.round is not None and self.round.tier == Tier.INTERNAL

    def _offer(self, user: User) -> None:
        """Offer what this user may choose; tier and organiser of a draft stay."""
        self.organisers = {str(one.uuid): one for one in organisers_for(user)}
        offered = [("", _("请选择")), *((key, one.name) for key, one in self.organisers.items())]
        self.fields["organiser"].choices = offered  # type: ignore[attr-defined]
        self.fields["period"].choices = quarters_offered(self.round)  # type: ignore[attr-defined]
        self.fields["planned_month"].choices = months_offered(self.round)  # type: ignore[attr-defined]
        self.known = {str(one.uuid): one for _township, below in self.targets_by_township for one in below}
        self.fields["targets"].choices = [(key, one.name) for key, one in self.known.items()]  # type: ignore[attr-defined]
        if not self.by_county or self.round:
            del self.fields["tier"]
        if self.round or (not self.by_county and len(self.organisers) == 1):
            del self.fields["organiser"]
        if not self.by_county or self._is_internal:
            for name in ("scoring", "targets", "planned_month", "deviation", "teams_each", *TIER_FIELDS):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts_on") and data.get("deadline") and data["deadline"] < data["starts_on"]:
            self.add_error("deadline", _("完成期限不能早于开始日期。"))
        for name, sentence in [*check_rule(data), *check_weights(data, self.chosen_tier), *check_classes(data)]:
            if name not in self.errors:
                self.add_error(name, sentence)
        self._check_whom()
        return data

    def _check_whom(self) -> None:
        if self.chosen_tier == Tier.INTERNAL and "organiser" in self.fields and self.chosen_organiser is None:
            self.add_error("organiser", _("请选择开展内部观摩的乡镇（街道）。"))
        if self.chosen_tier in (Tier.CROSS, Tier.COUNTY_DEMONSTRATION) and not self.chosen_targets:
            self.add_error("targets", _("请至少选择一个观摩对象。"))

    @property
    def weighs(self) -> bool:
        """Whether anything stands in the fields of the weights, right or wrong."""
        return any(self[name].value() for name in (*GROUP_FIELDS, *TIER_FIELDS) if name in self.fields)

    @property
    def chosen_tier(self) -> str:
        """The tier that was chosen, or the only one possible; empty when the choice was not valid."""
        if self.round:
            return self.round.tier
        return str(self.cleaned_data.get("tier", "")) if "tier" in self.fields else Tier.INTERNAL

    @property
    def chosen_organiser(self) -> Organisation | None:
        """The township that was chosen, or the only one possible; the county for the other tiers."""
        if self.round:
            return self.round.organiser
        if self.chosen_tier != Tier.INTERNAL:
            return county_itself()
        if "organiser" not in self.fields:
            return next(iter(self.organisers.values()), None)
        return self.organisers.get(self.cleaned_data.get("organiser", ""))

    @property
    def chosen_targets(self) -> list[Organisation]:
        """The organisations that were ticked."""
        return [self.known[key] for key in self.cleaned_data.get("targets", []) if key in self.known]

    @property
    def proposal(self) -> Proposal:
        """What was chosen. Only for a valid form."""
        data, organiser = self.cleaned_data, self.chosen_organiser
        assert organiser is not None  # a valid form has one
        tier, period = Tier(self.chosen_tier), Quarter.parse(data["period"])
        usual = default_title(organiser, Quarter.parse(self.round.period), tier) if self.round else ""
        return Proposal(
            tier=tier,
            organiser=organiser,
            period=period,
            starts_on=data["starts_on"],
            deadline=data["deadline"],
            official=self.official,
            classes=self.classes,
            scoring={"yes": True, "no": False}.get(data.get("scoring", ""), tier != Tier.CROSS),
            planned_month=data.get("planned_month", ""),
            deviation=data.get("deviation", ""),
            teams_each=data.get("teams_each") or 1,
            objection_days=data.get("objection_days") or 0,
            objection_term=TermDays(data.get("objection_term") or TermDays.WORKING),
            title="" if data["title"] == usual else data["title"],
        )

    @property
    def official(self) -> OfficialRule:
        """The official rule that was chosen."""
        data = self.cleaned_data
        trimmed = data["method"] == Method.TRIMMED_MEAN
        return OfficialRule(
            Method(data["method"]),
            drop=data["drop"] if trimmed else 0,
            places=data["places"],
            groups=groups_chosen(data),
            tiers=tiers_chosen(data, Tier(self.chosen_tier)),
        )

    @property
    def classes(self) -> ClassRule:
        """The borders of the classes that were chosen; shares are stored as parts of 1."""
        data = self.cleaned_data
        vetoes = data.get("vetoes") or 0
        if data["by"] == "score":
            return ClassRule("score", data["score_advanced"], data["score_backward"], vetoes=vetoes)
        shares = (data["share_advanced"] / 100, data["share_backward"] / 100)
        if data["by"] == "share":
            return ClassRule("share", *shares, vetoes=vetoes)
        return ClassRule("both", data["score_advanced"], data["score_backward"], *shares, vetoes=vetoes)
