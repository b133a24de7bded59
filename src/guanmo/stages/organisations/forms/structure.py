"""The forms of units, grids, contact points, partnerships, limits and facts about appointments."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.domain.change_setting import Change, Conditions
from guanmo.stages.organisations.domain.cover import Coverage
from guanmo.stages.organisations.domain.keep_grid import GridPlan
from guanmo.stages.organisations.domain.keep_partnership import Side
from guanmo.stages.organisations.domain.note_appointment import Fact
from guanmo.stages.organisations.enums import (
    FACT_WORDS,
    AppointmentFactKind,
    ChangeReason,
    EstablishmentMode,
    Form,
    PartnershipKind,
    SettingChangeKind,
    UnitKind,
)
from guanmo.stages.organisations.forms.fields import choice, day, organisation_choices, text
from guanmo.stages.organisations.models import Organisation, SettingChange, StructureLimits, User


def one_of(
    organisations: Iterable[Organisation], label: Any, *, required: bool = True, hint: Any = ""
) -> forms.TypedChoiceField:
    """One of these organisations, by its uuid; empty is None."""
    by_uuid = {str(one.uuid): one for one in organisations}
    offered = [*([] if required else [("", "—")]), *organisation_choices(by_uuid.values())]
    return forms.TypedChoiceField(
        label=label, choices=offered, coerce=by_uuid.__getitem__, empty_value=None, required=required, help_text=hint
    )


class DayForm(forms.Form):
    """One day."""

    on = day(_("日期"))


class StatementForm(forms.Form):
    """What covers a unit."""

    on = day(_("从哪天起"))
    full_members = forms.IntegerField(
        label=_("正式党员人数"), min_value=0, required=False, help_text=_("还没有摸清的，空着不填。")
    )
    mode = choice(_("组建方式"), EstablishmentMode, required=False, hint=_("单独组建优先。还没有党组织的，不选。"))
    guide = text(_("党建指导员"), 60, required=False, hint=_("没有党组织、派了指导员的，填写姓名。"))
    reason = text(_("不单独组建的原因"), 200, required=False)
    approved_by = text(_("批准的党组织"), 120, required=False)

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = one_of(organisations, _("党组织"), required=False)
        self.order_fields(["name", "kind", "located_in", "on", "full_members", "mode", "organisation"])

    @property
    def coverage(self) -> Coverage:
        """What was written. Only for a valid form."""
        names = ("on", "full_members", "mode", "organisation", "guide", "reason", "approved_by")
        return Coverage(**{name: self.cleaned_data[name] for name in names})


class UnitForm(StatementForm):
    """A unit where it lies, with what covers it."""

    name = text(_("单位名称"), 120)
    kind = choice(_("单位类别"), UnitKind)

    def __init__(self, *args: Any, places: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("单位的地址在哪里，就由哪里兜底管理。")
        self.fields["located_in"] = one_of(places, _("所在村（社区）或乡镇"), hint=hint)
        self.order_fields(["name", "kind", "located_in", "on", "full_members", "mode", "organisation"])


class GridMembersForm(forms.Form):
    """Which party organisations work in a grid."""

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_uuid = {str(one.uuid): one for one in organisations}
        self.fields["members"] = forms.MultipleChoiceField(
            label=_("参加的党组织"),
            choices=organisation_choices(self.by_uuid.values()),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("只登记党组织，不登记楼栋和住户。"),
        )

    @property
    def members(self) -> list[Organisation]:
        """Who was ticked. Only for a valid form."""
        return [self.by_uuid[one] for one in self.cleaned_data["members"]]


class GridForm(GridMembersForm):
    """A new grid."""

    name = text(_("网格名称"), 60, hint=_("例如：东片网格"))
    goal = text(_("治理目标"), 200)
    owner = text(_("责任人"), 60)
    started_on = day(_("建立日期"))

    @property
    def plan(self) -> GridPlan:
        """What was written. Only for a valid form."""
        return GridPlan(**{name: self.cleaned_data[name] for name in ("name", "goal", "owner", "started_on")})


class GridMembersOnForm(GridMembersForm, DayForm):
    """Who works in a grid from a day on."""


class ContactPointForm(forms.Form):
    """A leader and the organisation with which contact is kept."""

    def __init__(
        self, *args: Any, leaders: Iterable[User], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = {str(one.uuid): one for one in leaders}
        self.fields["leader"] = forms.TypedChoiceField(
            label=_("联系领导"),
            choices=[(uuid, one.name) for uuid, one in people.items()],
            coerce=people.__getitem__,
        )
        self.fields["organisation"] = one_of(organisations, _("联系点"))
        self.fields["on"] = day(_("开始日期"))


class SideForm(forms.Form):
    """A partner."""

    person = text(_("对方责任人"), 60)
    name = text(_("其他单位的名称"), 120, required=False, hint=_("县外的、没有党组织的单位在这里填写。"))
    part_time_member = text(_("兼职委员"), 60, required=False, hint=_("社区“大党委”填写，其他不填。"))
    on = day(_("加入日期"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = one_of(organisations, _("对方党组织"), required=False)
        self.order_fields(["kind", "own_person", "organisation", "name", "person", "part_time_member", "on"])

    @property
    def side(self) -> Side:
        """What was written. Only for a valid form."""
        return Side(**{one: self.cleaned_data[one] for one in ("person", "organisation", "name", "part_time_member")})


class PartnershipForm(SideForm):
    """A new partnership with its first partner."""

    kind = choice(_("方式"), PartnershipKind)
    own_person = text(_("本方责任人"), 60)


class RuleForm(forms.Form):
    """A rule of a partnership."""

    title = text(_("机制文件"), 120, hint=_("写文件的名称。"))
    on = day(_("通过日期"))


class FactForm(forms.Form):
    """One fact about an appointment: the kind and its word are chosen in one list."""

    what = forms.ChoiceField(label=_("事项和情况"))
    on = day(_("日期"))
    body = text(_("经办单位"), 120, hint=_("只写单位，不写对个人的评语。"))

    def __init__(self, *args: Any, reviews: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in AppointmentFactKind if reviews or one != AppointmentFactKind.REVIEW]
        groups = [(kind.label, [(f"{kind}:{key}", word) for key, word in FACT_WORDS[kind].items()]) for kind in offered]
        self.fields["what"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]

    @property
    def fact(self) -> Fact:
        """What was written. Only for a valid form."""
        kind, _colon, word = self.cleaned_data["what"].partition(":")
        return Fact(AppointmentFactKind(kind), word, self.cleaned_data["on"], self.cleaned_data["body"])


class ChangeForm(forms.Form):
    """That a secretary is changed."""

    on = day(_("离任日期"))
    reason = choice(_("原因"), ChangeReason, hint=_("只选一类，不写经过。只有乡镇（街道）书记和县委组织部能看到。"))

    def __init__(
        self, *args: Any, bodies: Iterable[Organisation], checks: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_by"] = one_of(bodies, _("决定的党组织"))
        self.fields["self_check"] = forms.ChoiceField(
            label=_("作为依据的自查"), choices=[("", _("没有")), *checks], required=False
        )


_YES_NO = {"": None, "yes": True, "no": False}
_CONDITIONS = ("good_base", "strong_economy", "many_members", "ripe_conditions")


class SettingForm(forms.Form):
    """How the setting of an organisation changes."""

    kind = choice(_("怎么调整"), SettingChangeKind)
    new_form = choice(_("现在的形式"), Form, hint=_("形式没有变的，选原来的。"))
    on = day(_("日期"))
    reason = text(_("原因"), 200)
    others = text(_("涉及的其他组织"), 200, required=False, hint=_("合并、拆分的，写明和谁合并、拆成哪些。"))

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_by"] = one_of(bodies, _("批准的党组织"))
        for name in _CONDITIONS:
            field: Any = SettingChange._meta.get_field(name)
            offered = [("", "—"), ("yes", _("是")), ("no", _("否"))]
            hint = _("升格时填写。")
            self.fields[name] = forms.ChoiceField(
                label=field.verbose_name, choices=offered, required=False, help_text=hint
            )

    @property
    def change(self) -> Change:
        """What was written. Only for a valid form."""
        data = self.cleaned_data
        conditions = Conditions(**{name: _YES_NO[data[name]] for name in _CONDITIONS})
        plain = {name: data[name] for name in ("on", "reason", "approved_by", "others")}
        return Change(
            kind=SettingChangeKind(data["kind"]), new_form=Form(data["new_form"]), conditions=conditions, **plain
        )


class ConfirmationForm(forms.Form):
    """Which organisations are set up as the tree says."""

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_uuid = {str(one.uuid): one for one in organisations}
        offered = [(uuid, f"{one.name}（{one.get_form_display()}）") for uuid, one in self.by_uuid.items()]
        self.fields["organisations"] = forms.MultipleChoiceField(
            label=_("名称、形式、隶属关系都对的组织"), choices=offered, widget=forms.CheckboxSelectMultiple
        )

    @property
    def organisations(self) -> list[Organisation]:
        """Who was ticked. Only for a valid form."""
        return [self.by_uuid[one] for one in self.cleaned_data["organisations"]]


LIMITS = tuple(field.name for field in StructureLimits._meta.fields if field.name not in ("id", "by", "at"))


class StructureLimitsForm(forms.Form):
    """The county's terms of office and numbers of members, each at least 1."""

    def __init__(self, *args: Any, bases: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LIMITS:
            field: Any = StructureLimits._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=field.verbose_name, min_value=1, max_value=3650, help_text=bases.get(name, "")
            )


class RegulationForm(forms.Form):
    """A regulation of the register."""

    title = forms.CharField(label=_("全称"), max_length=120, help_text=_("照正式文本写全，不加书名号。"))
    issuer = forms.CharField(label=_("制定机关"), max_length=60)
    valid_from = day(_("施行日期"), required=False)
    valid_to = day(_("废止日期"), required=False)
    cited_as = forms.CharField(label=_("文件里的其他写法"), max_length=300, required=False)
    note = forms.CharField(
        label=_("引用的出入"), max_length=300, required=False, help_text=_("哪份文件哪一条写得不对，怎样不对。")
    )
