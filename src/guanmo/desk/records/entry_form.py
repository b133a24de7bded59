"""The form of one record, made from what its ledger asks: only the asked fields, with sensible defaults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.records.entry_fields import Choices, field_for
from guanmo.desk.rectification.fields import DayInput, FilesField
from guanmo.method.ledger import Field, Ledger, Paper
from guanmo.method.ledger_values import is_empty
from guanmo.method.rhythm import period_of, periods
from guanmo.stages.records.domain.keep_record import Entry
from guanmo.stages.records.models import EvidenceFile

ANY_PAPER = "paper"
_SPARE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form offers besides the fields: words to choose from by kind of field, and files to use again."""

    choices: Mapping[str, Choices]
    files: Sequence[EvidenceFile] = ()


class EntryForm(forms.Form):
    """Fields of the ledger by their names; ``step-…-on``, ``file-…``, ``held-…`` and ``<table>-<row>-<column>`` besides."""

    def __init__(
        self, *args: Any, ledger: Ledger, offered: Offered, known: Mapping[str, Any], complete: bool, dated: bool = True,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.ledger, self.offered, self.known, self.complete = ledger, offered, known, complete
        if dated:
            self._add_dates()
        for one in ledger.fields:
            if one.kind == "table":
                self._add_table(one)
            else:
                self.fields[one.name] = field_for(one, offered.choices.get(one.name, []), known.get(one.name), complete)
        self._add_steps()
        self._add_files()

    def _add_dates(self) -> None:
        held = self.known.get("held_on") or timezone.localdate()
        self.fields["held_on"] = forms.DateField(label=self.ledger.date_title, widget=DayInput, initial=held)
        rhythm = self.ledger.rhythm
        if rhythm and rhythm.asks_period:
            today = timezone.localdate()
            offered = periods(rhythm.every, date(today.year - 1, 1, 1), today)[::-1]
            usual = self.known.get("period") or period_of(rhythm.every, today)
            self.fields["period"] = forms.ChoiceField(
                label=_("属于哪个时期"), choices=[(one, one) for one in offered], initial=usual
            )

    def _add_table(self, table: Field) -> None:
        rows = self.known.get(table.name) or []
        for number in range(len(rows) + _SPARE_ROWS):
            row = rows[number] if number < len(rows) else {}
            for column in table.columns:
                self.fields[f"{table.name}-{number}-{column.name}"] = field_for(
                    column, [], row.get(column.name), complete=False
                )

    def _add_steps(self) -> None:
        known = self.known.get("steps") or {}
        for step in self.ledger.steps:
            written = known.get(step.code) or {}
            self.fields[f"step-{step.code}-on"] = forms.DateField(
                label=_("日期"), widget=DayInput, required=False, initial=written.get("on")
            )
            self.fields[f"step-{step.code}-note"] = forms.CharField(
                label=_("说明"), max_length=200, required=False, initial=written.get("note")
            )
            self.fields[f"file-{step.code}"] = _files(_("材料"))

    def _add_files(self) -> None:
        for paper in self.ledger.evidence or (Paper(ANY_PAPER, _("材料（没有就不传）")),):
            role = paper.role
            self.fields[f"file-{role}"] = _files(paper.title)
            self.fields[f"file-{role}"].help_text = _("没有这份材料，只能存草稿。") if paper.must else ""
            if self.offered.files:
                self.fields[f"held-{role}"] = forms.MultipleChoiceField(
                    label=_("用已经传过的材料"), required=False, widget=forms.CheckboxSelectMultiple,
                    choices=[(str(one.uuid), one.name) for one in self.offered.files],
                )  # fmt: skip

    @property
    def plain(self) -> list[forms.BoundField]:
        """Dates and fields, in the order of the ledger."""
        names = ["held_on", "period", *(one.name for one in self.ledger.fields if one.kind != "table")]
        return [self[name] for name in names if name in self.fields]

    @property
    def tables(self) -> list[tuple[Field, list[list[forms.BoundField]]]]:
        """Each table with its rows of fields."""
        return [(one, [self._row(one, number) for number in self._rows(one)]) for one in self._tables()]

    @property
    def steps(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each step with its title and its fields."""
        return [
            (step.title, [self[f"step-{step.code}-on"], self[f"step-{step.code}-note"], self[f"file-{step.code}"]])
            for step in self.ledger.steps
        ]

    @property
    def must(self) -> bool:
        """Whether a paper must be there before the record is filed."""
        return any(one.must for one in self.ledger.evidence)

    @property
    def papers(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each kind of paper with the files that may be used again."""
        roles = [one.role for one in self.ledger.evidence] or [ANY_PAPER]
        return [(self[f"file-{role}"], self[f"held-{role}"] if self.offered.files else None) for role in roles]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for table in self._tables():
            rows = list(self._filled(table))
            for number, row in rows:
                for column in table.columns:
                    if column.required and is_empty(row.get(column.name)):
                        self.add_error(f"{table.name}-{number}-{column.name}", _("请填写。"))
            if self.complete and table.required and not rows:
                first = f"{table.name}-0-{table.columns[0].name}"
                self.add_error(first, _("请至少填写一行“%(title)s”。") % {"title": table.title})
        return data

    def entry(self) -> Entry:
        """What was written. Only for a valid form."""
        data = self.cleaned_data
        files = {name[5:]: data[name] for name in self.fields if name.startswith("file-") and data[name]}
        by_key = {str(one.uuid): one for one in self.offered.files}
        held = {name[5:]: [by_key[key] for key in data[name]] for name in self.fields if name.startswith("held-")}
        return Entry(
            held_on=data.get("held_on") or self.known["held_on"],
            period=data.get("period") or self.known.get("period") or "",
            values=self.values,
            files=files,
            held=held,
            seen=self.data.get("seen"),
        )

    @property
    def values(self) -> dict[str, Any]:
        """The values as they are kept; what was left empty is not there."""
        data = self.cleaned_data
        found = {one.name: _plain(data.get(one.name)) for one in self.ledger.fields if one.kind != "table"}
        for table in self._tables():
            found[table.name] = [{name: _plain(cell) for name, cell in row.items()} for _n, row in self._filled(table)]
        steps = {
            step.code: {"on": _plain(data[f"step-{step.code}-on"]), "note": data[f"step-{step.code}-note"]}
            for step in self.ledger.steps
            if data.get(f"step-{step.code}-on")
        }
        found |= {"steps": steps} if steps else {}
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    def _tables(self) -> list[Field]:
        return [one for one in self.ledger.fields if one.kind == "table"]

    def _rows(self, table: Field) -> range:
        return range(len(self.known.get(table.name) or []) + _SPARE_ROWS)

    def _row(self, table: Field, number: int) -> list[forms.BoundField]:
        return [self[f"{table.name}-{number}-{column.name}"] for column in table.columns]

    def _filled(self, table: Field) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in self._rows(table):
            cells = {c.name: self.cleaned_data.get(f"{table.name}-{number}-{c.name}") for c in table.columns}
            row = {name: value for name, value in cells.items() if value not in (None, "")}
            if row:
                yield number, row


def _files(title: str) -> FilesField:
    found = FilesField(label=title, required=False)
    found.widget.attrs["accept"] = "image/*,.pdf,.docx"
    return found


def _plain(value: Any) -> Any:
    """A value as JSON keeps it: days as ISO texts, money as a text with two places."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.01")))
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value
