"""The forms of bodies that lead lines."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.domain.keep_line import BodyPlan, Line, Staffing
from guanmo.stages.organisations.enums import BodyKind, Management
from guanmo.stages.organisations.forms.fields import choice, day, text
from guanmo.stages.organisations.forms.structure import one_of
from guanmo.stages.organisations.models import LineBody, Organisation


class BodyForm(forms.Form):
    """A body and where it stands."""

    kind = choice(_("哪一种机构"), BodyKind)
    name = text(_("机构名称"), 60)
    started_on = day(_("成立日期"))

    def __init__(
        self, *args: Any, places: Iterable[Organisation], hosts: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = one_of(places, _("哪一级（哪个单位）"))
        self.fields["host"] = one_of(hosts, _("设在哪里"), required=False)
        self.order_fields(["kind", "name", "place", "host", "started_on"])

    @property
    def plan(self) -> BodyPlan:
        """What was written. Only for a valid form."""
        data = self.cleaned_data
        return BodyPlan(BodyKind(data["kind"]), data["name"], data["place"], data["host"], data["started_on"])


class StaffingForm(forms.Form):
    """Who works in a body."""

    on = day(_("从哪天起"))
    head = text(_("负责人"), 60)
    members = text(_("成员"), 300, required=False, hint=_("用顿号隔开。"))
    full_time = forms.IntegerField(label=_("专职人数"), min_value=0, max_value=999)
    part_time = forms.IntegerField(label=_("兼职人数"), min_value=0, max_value=999)

    @property
    def staffing(self) -> Staffing:
        """What was written. Only for a valid form."""
        return Staffing(**self.cleaned_data)


class LineForm(forms.Form):
    """In which line an organisation stands."""

    on = day(_("从哪天起"))
    party = choice(_("党组织关系"), Management)
    business = choice(_("业务工作"), Management)

    def __init__(self, *args: Any, bodies: Iterable[LineBody], two: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_uuid = {str(one.uuid): one for one in bodies}
        offered = [("", "—"), *((uuid, one.name) for uuid, one in by_uuid.items())]
        labels = {"body": _("归口管理机构"), "other": _("同时归口的另一家")}
        for name in ("body", "other") if two else ("body",):
            self.fields[name] = forms.TypedChoiceField(
                label=labels[name], choices=offered, coerce=by_uuid.__getitem__, empty_value=None, required=False
            )

    @property
    def line(self) -> Line:
        """What was written. Only for a valid form."""
        data = self.cleaned_data
        party, business = Management(data["party"]), Management(data["business"])
        return Line(data["on"], party, business, data["body"], data.get("other"))
