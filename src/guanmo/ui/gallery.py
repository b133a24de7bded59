"""Gallery of the components with made-up figures, for those who build pages: with DEBUG and in tests only."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from guanmo.ui import gallery_sample as sample


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="轮次名称", help_text="写清乡镇和季度，例如：甲乡三季度观摩")
    day = forms.DateField(label="开始日期", error_messages={"invalid": "请按 2026-10-01 的样子填写日期。"})
    method = forms.ChoiceField(label="计分办法", choices=[("mean", "平均分"), ("trimmed", "去掉最高分和最低分")])
    kinds = forms.MultipleChoiceField(
        label="组织类别", choices=[("village", "村"), ("community", "社区")], widget=forms.CheckboxSelectMultiple
    )
    notes = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    sheet = forms.FileField(label="得分表", help_text=".docx、.xlsx 或 .txt，不超过 10 MB", required=False)
    agreed = forms.BooleanField(label="我已核对以上内容")


USER = {"is_authenticated": True, "get_full_name": "示例用户", "get_username": "demo"}


def _context(**more: object) -> dict[str, object]:
    parts = {name.lower(): value for name, value in vars(sample).items() if name.isupper()}
    return {**parts, "county_name": "示例县", "user": USER, "user_post": "县委组织部", **more}


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Desk components."""
    page = Paginator(range(90), 20).page(2)
    return render(request, "ui/gallery/desk.html", _context(page=page))


@login_not_required
def gallery_forms(request: HttpRequest) -> HttpResponse:
    """Forms, with errors when asked by ``?bad``."""
    form = SampleForm({"name": "", "day": "后天", "notes": "照常"}) if "bad" in request.GET else SampleForm()
    return render(request, "ui/gallery/forms.html", _context(form=form))


@login_not_required
def gallery_phone(request: HttpRequest) -> HttpResponse:
    """The scoring page of a phone."""
    return render(request, "ui/gallery/phone.html", _context())


@login_not_required
def gallery_entry(request: HttpRequest) -> HttpResponse:
    """The login page."""
    from django.contrib.auth.forms import AuthenticationForm  # needs the app registry

    return render(request, "ui/login.html", _context(form=AuthenticationForm(request)))


urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/forms/", gallery_forms, name="gallery_forms"),
    path("gallery/phone/", gallery_phone, name="gallery_phone"),
    path("gallery/entry/", gallery_entry, name="gallery_entry"),
]
