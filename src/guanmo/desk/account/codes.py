"""The pages of the recovery codes, also where the codes do not open: then new ones are made, and nothing else is lost."""

from typing import Any

from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from guanmo.audit.denials import REFUSED
from guanmo.lib.sealing import SealBroken


class _OrNewOnes:
    """Away to the page that makes new codes where those in the row were sealed for another account, or with a lost key."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except SealBroken:
            request.META[REFUSED] = "seal_broken"
            messages.error(request, _("恢复码打不开，已经不能用。请重新生成一组。"))
            return redirect("mfa_generate_recovery_codes")
        return answer


class Codes(_OrNewOnes, ViewRecoveryCodesView):  # type: ignore[misc]
    """Those that were not used yet."""


class CodesFile(_OrNewOnes, DownloadRecoveryCodesView):  # type: ignore[misc]
    """The same as a text."""


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Makes new ones, whatever became of the old."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            shown: dict[str, Any] = super().get_context_data(**kwargs)
        except SealBroken:
            shown = {**FormView.get_context_data(self, **kwargs), "unused_code_count": 0}
        return shown
