"""Compose the document that withdraws another."""

from datetime import date

from django.utils import timezone

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.content import WithdrawalContent
from guanmo.stages.documents.enums import Audience
from guanmo.stages.documents.models import Document


def withdrawal_of(document: Document, *, number: str, reason: str, today: date) -> WithdrawalContent:
    """The letter to those whom the withdrawn document went to."""
    everybody = "各乡（镇、街道）党（工）委" if document.audience == Audience.COUNTY else "各党组织"
    return WithdrawalContent(
        number=number,
        title=f"关于撤回《{document.title}》的通知",
        to=document.organisation.name if document.organisation else everybody,
        withdrawn=document.title,
        withdrawn_number=document.number,
        issued_on=timezone.localtime(document.issued_at).date(),
        reason=reason,
        issuer=office_of(document.issuer),
        date=today,
    )
