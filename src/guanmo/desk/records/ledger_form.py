"""The form on which the county says what a ledger asks. What a shipped ledger has beyond it (steps, balance) is kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.desk.rectification.fields import DayInput
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.records.enums import LedgerGroup, kinds_of

FIELD_ROWS = 12
KINDS = [
    ("", gettext_lazy("（不用）")),
    ("text", gettext_lazy("一行字")),
    ("long_text", gettext_lazy("一段话")),
    ("number", gettext_lazy("数量")),
    ("money", gettext_lazy("金额")),
    ("date", gettext_lazy("日期")),
    ("yes_no", gettext_lazy("是或否")),
    ("choice", gettext_lazy("选一项")),
    ("choices", gettext_lazy("选几项")),
    ("holder", gettext_lazy("本组织的任职人员")),
    ("link", gettext_lazy("网址")),
]
RHYTHMS = [
    ("", gettext_lazy("有了就记")),
    ("month", gettext_lazy("每月")),
    ("quarter", gettext_lazy("每季度")),
    ("half_year", gettext_lazy("每半年")),
    ("year", gettext_lazy("每年")),
]
_BETWEEN, _STRONG = re.compile(r"[、,，;；\n]+"), re.compile(r"[;；\n]+")
"""Between parts; where a semicolon or a new line stands, these alone, so that a part may have a comma of its own."""


class LedgerForm(forms.Form):
    """Title, clause, who keeps it, how often, who signs and inspects, what is asked."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    group = forms.ChoiceField(label=gettext_lazy("类别"), choices=LedgerGroup.choices)
    clause = forms.CharField(
        label=gettext_lazy("依据（哪份文件哪一条）"),
        max_length=200,
        help_text=gettext_lazy("记的人会看到为什么要记。没有依据的，不要加。"),
    )
    note = forms.CharField(label=gettext_lazy("填写说明"), max_length=200, required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("哪些组织记"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    every = forms.ChoiceField(label=gettext_lazy("多久记一次"), choices=RHYTHMS, required=False)
    least = forms.IntegerField(label=gettext_lazy("每次至少几条"), min_value=1, max_value=99, initial=1)
    signed = forms.BooleanField(label=gettext_lazy("由书记和记录人签字"), required=False)
    inspected = forms.ChoiceField(
        label=gettext_lazy("上级多久调阅一次"), choices=[("", gettext_lazy("不调阅")), *RHYTHMS[1:]], required=False
    )
    book = forms.CharField(
        label=gettext_lazy("记录本由谁统一印制"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("例如县委；不用统一记录本的不填。"),
    )
    papers = forms.CharField(
        label=gettext_lazy("要有哪些材料"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("用顿号分开。没有材料也能提交，只会提示缺少。"),
    )
    guide = forms.CharField(
        label=gettext_lazy("操作步骤"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("一行一步；记的人会在填写的页面上看到。"),
    )
    guide_from = forms.ChoiceField(label=gettext_lazy("取自哪一版操作指引"), required=False)
    kept_from = forms.DateField(label=gettext_lazy("从哪天起记"), widget=DayInput)
    retired = forms.BooleanField(label=gettext_lazy("停用：以后不再要求记"), required=False)

    def __init__(
        self, *args: Any, content: Mapping[str, Any], guides: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        self.before = dict(content)
        kwargs["initial"] = _known(content)
        super().__init__(*args, **kwargs)
        self.fields["guide_from"].choices = [("", _("（没有）")), *guides]  # type: ignore[attr-defined]
        for number in range(FIELD_ROWS):
            self._add_row(number, _simple_fields(content))

    def _add_row(self, number: int, known: list[Mapping[str, Any]]) -> None:
        row = known[number] if number < len(known) else {}
        choices = _joined((row.get("choices") or {}).values())
        self.fields[f"title-{number}"] = forms.CharField(
            label=_("名称"), max_length=60, required=False, initial=row.get("title")
        )
        self.fields[f"kind-{number}"] = forms.ChoiceField(
            label=_("怎么填"), choices=KINDS, required=False, initial=row.get("kind", "")
        )
        self.fields[f"choices-{number}"] = forms.CharField(
            label=_("选项（用顿号分开）"), max_length=300, required=False, initial=choices
        )
        self.fields[f"required-{number}"] = forms.BooleanField(
            label=_("必填"), required=False, initial=row.get("required", True) if row else False
        )

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        return [self[name] for name in LedgerForm.base_fields]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """What is asked, one row each."""
        return [[self[f"{part}-{n}"] for part in ("title", "kind", "choices", "required")] for n in range(FIELD_ROWS)]

    def content(self) -> dict[str, Any]:
        """The plain form of the ledger. Only for a valid form."""
        data = self.cleaned_data
        return {
            **self.before,
            "code": self.before.get("code") or _code(data["title"]),
            **{name: data[name] for name in ("title", "group", "clause", "note", "kinds", "inspected", "book")},
            "guide": [line.strip() for line in data["guide"].splitlines() if line.strip()],
            "guide_from": data["guide_from"],
            "rhythm": self._rhythm() if data["every"] else None,
            "signatures": ["secretary", "recorder"] if data["signed"] else [],
            "evidence": self._papers(),
            "fields": [*self._fields(), *_other_fields(self.before)],
        }

    def _rhythm(self) -> dict[str, Any]:
        """With another rhythm the days on which the old one fell due are gone."""
        data, before = self.cleaned_data, self.before.get("rhythm") or {}
        same = before.get("every") == data["every"]
        kept = {name: value for name, value in before.items() if same or name not in ("due", "grace", "early")}
        return {**kept, "every": data["every"], "least": data["least"]}

    def _papers(self) -> list[dict[str, Any]]:
        held = {one["title"]: one for one in self.before.get("evidence", ())}
        return [
            held.get(title, {"role": _code(title), "title": title}) for title in _parts(self.cleaned_data["papers"])
        ]

    def _fields(self) -> list[dict[str, Any]]:
        held = {one["title"]: one for one in _simple_fields(self.before)}
        found = []
        for number in range(FIELD_ROWS):
            title, kind = self.cleaned_data[f"title-{number}"], self.cleaned_data[f"kind-{number}"]
            if title and kind:
                before = held.get(title, {})
                row = {**before, "name": before.get("name") or _code(title), "title": title, "kind": kind}
                row["required"] = self.cleaned_data[f"required-{number}"]
                row["choices"] = _choices(before, self.cleaned_data[f"choices-{number}"])
                found.append(row)
        return found


def _known(content: Mapping[str, Any]) -> dict[str, Any]:
    rhythm = content.get("rhythm") or {}
    return {
        **{name: content.get(name) for name in ("title", "group", "clause", "note", "inspected", "book")},
        "guide": "\n".join(content.get("guide", ())),
        "guide_from": content.get("guide_from", ""),
        "kinds": [str(kind) for kind in kinds_of(tuple(content.get("kinds", ())))],
        "every": rhythm.get("every", ""),
        "least": rhythm.get("least", 1),
        "signed": bool(content.get("signatures")),
        "papers": _joined(one["title"] for one in content.get("evidence", ())),
        "kept_from": timezone.localdate() if content else timezone.localdate().replace(month=1, day=1),
    }


def _simple_fields(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    offered = {kind for kind, _title in KINDS}
    return [one for one in content.get("fields", ()) if one["kind"] in offered][:FIELD_ROWS]


def _other_fields(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    simple = _simple_fields(content)
    return [one for one in content.get("fields", ()) if one not in simple]


def _choices(before: Mapping[str, Any], written: str) -> dict[str, str]:
    """Choices keep their keys as long as their words stay, so that what was recorded keeps its meaning."""
    held = {word: key for key, word in (before.get("choices") or {}).items()}
    return {held.get(word) or _code(word): word for word in _parts(written)}


def _joined(parts: Iterable[str]) -> str:
    """Parts as ``_parts`` reads them again."""
    listed = list(parts)
    return "；".join([*listed, ""]) if any(_BETWEEN.search(one) for one in listed) else "、".join(listed)


def _parts(written: str) -> list[str]:
    between = _STRONG if _STRONG.search(written) else _BETWEEN
    return [part.strip() for part in between.split(written) if part.strip()]


def _code(title: str) -> str:
    """A short name that follows from the words."""
    return "own-" + sha256(title.encode()).hexdigest()[:10]
