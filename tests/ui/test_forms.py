"""Every form: label, help, required mark; errors summed up on top and repeated at the field, tied to it."""

from django import forms

from guanmo.ui.forms import Renderer


class RoundForm(forms.Form):
    name = forms.CharField(
        label="轮次名称", help_text="写清乡镇和季度", error_messages={"required": "请填写轮次名称。"}
    )
    notes = forms.CharField(label="说明", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("这个季度已经有一轮观摩。")


def _html(data: dict[str, str] | None) -> str:
    return str(RoundForm(data, renderer=Renderer()))


def test_form_marks_what_is_required_in_words() -> None:
    assert _html(None).count("必填") == 1


def test_untouched_form_has_no_error_summary() -> None:
    assert "error-summary" not in _html(None)


def test_refused_form_sums_up_all_errors_and_links_to_the_field() -> None:
    html = _html({"name": ""})

    assert '<a href="#id_name">轮次名称：请填写轮次名称。</a>' in html
    assert "<li>这个季度已经有一轮观摩。</li>" in html


def test_refused_field_names_its_help_and_its_error() -> None:
    html = _html({"name": ""})

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_refused_form_keeps_what_was_written() -> None:
    assert 'value="九月完成"' in _html({"name": "", "notes": "九月完成"})
