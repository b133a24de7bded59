"""Names are typed with the characters that people have, and with none that nobody sees (security.md E4)."""

from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from guanmo.lib.hidden_characters import HiddenCharacter, refuse_hidden
from guanmo.stages.members.forms import MemberForm
from guanmo.stages.organisations.importers.cells import text
from guanmo.ui.typed_text import nothing_hidden
from tests.county import Scene

ACCEPTED = ("𠮷田", "𬱖", "阿卜杜拉·买买提", "欧阳娜娜", "Ａ镇", "李  四", "王·艾力·𠮷", "䶮", "第一行\r\n第二行\t完")
HIDDEN = {
    "right-to-left override": "\u202e",
    "left-to-right mark": "\u200e",
    "arabic letter mark": "\u061c",
    "isolate": "\u2066",
    "end of isolate": "\u2069",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "NUL": "\0",
    "escape": "\x1b",
    "next line": "\x85",
    "line separator": "\u2028",
    "tag": "\U000e0041",
    "end of tags": "\U000e007f",
    "half of a pair": "\ud800",
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_name_that_people_have_is_taken_as_typed(name: str) -> None:
    refuse_hidden(name)

    assert forms.CharField().clean(name) == name


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("around", ["张{}三", "{}张三", "张三{}"])
def test_hidden_character_is_refused_and_its_place_said(hidden: str, around: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"看不见的字符|空字符") as refused:
        forms.CharField(strip=False).clean(around.format(hidden))

    assert ("“张" in str(refused.value)) == (not around.startswith("{}"))
    with pytest.raises(HiddenCharacter):
        refuse_hidden(around.format(hidden))


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_workbook_gives_the_name_without_it(hidden: str) -> None:
    assert text(f"张{hidden}三") == "张三"


def test_every_field_of_text_of_every_form_refuses_it() -> None:
    """Found from the code: forms that are imported and all their subclasses. Control: a field made before it was so."""
    source = Path(__file__).parents[2] / "src"
    for file in source.glob("guanmo/**/*.py"):
        if "Form)" in file.read_text(encoding="utf-8") and "gallery" not in file.name:
            import_module(".".join(file.relative_to(source).with_suffix("").parts))
    fields = [
        (form.__name__, name, field)
        for form in _all(forms.BaseForm)
        if form.__module__.startswith("guanmo")
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField
    ]

    assert len(fields) > 50
    assert [(form, name) for form, name, field in fields if nothing_hidden not in field.validators] == []


def _all(form: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    return {form}.union(*map(_all, form.__subclasses__()))


@pytest.mark.django_db
def test_member_with_such_a_name_is_not_entered(county: Scene) -> None:
    client = Client()
    client.force_login(county.person("a1_secretary"))
    page = reverse("desk:members-create", args=[county.organisations["A1"].uuid])

    answer = client.post(page, {"name": "张\u202e三"})

    assert answer.status_code == 200
    assert "“张”后面有一个看不见的字符。" in answer.content.decode()
    assert "name" in MemberForm.base_fields
