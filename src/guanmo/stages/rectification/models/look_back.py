"""Look-back checks and sign-offs of a row (S0-3.1-o, S0-3.1-p)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models.ledger import LedgerRow


class LookBack(AppendOnly):
    """One check of one row; there may be any number. ``at`` is when it was recorded, which may be days later."""

    row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="look_backs")
    checked_on = models.DateField(_("检查日期"))
    checker = models.ForeignKey(User, models.PROTECT, related_name="+")
    result = models.CharField(_("结果"), max_length=20, choices=LookBackResult)
    evidence = models.TextField(_("核实情况"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.checked_on} {self.get_result_display()}"


class SignOff(AppendOnly):
    """The acceptance that closes one row. A reopened row keeps its earlier sign-offs."""

    row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="sign_offs")
    acceptor = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_off_on = models.DateField(_("销号日期"))
    evidence = models.TextField(_("验收情况"))

    class Meta:
        ordering = ("signed_off_on", "pk")

    def __str__(self) -> str:
        return f"{self.signed_off_on} {self.acceptor}"
