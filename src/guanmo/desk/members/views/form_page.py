"""The answer of a page with one form: shown, refused with what was written, or done and back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guanmo.desk.http import UserRequest
from guanmo.desk.members.shapes import FormPage
from guanmo.lib.refusal import Refused


def answer_form(
    request: UserRequest, form: forms.BaseForm, page: FormPage, act: Callable[[], Any], done: str = ""
) -> HttpResponse:
    """Do ``act`` when the form is sent and valid, and go back with ``done``, or what ``act`` said itself; else show the page."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if done:
                messages.success(request, done)
            return redirect(page.back)
    return render(request, "desk/members/form.html", {"form": form, "page": page})
