"""Give out the next number of a series, without a gap and without a double."""

from django.db import transaction

from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.models import DocumentNumber
from guanmo.stages.organisations.enums import Kind as OrganisationKind
from guanmo.stages.organisations.models import Organisation

_OWN_WORDS = {Kind.NOTICE: "党整改", Kind.FILING: "观摩备"}
_ENDS = {Kind.LETTER: "函", Kind.MINUTES: "会纪"}
_COUNTY = frozenset({OrganisationKind.COUNTY, OrganisationKind.ORGANISATION_DEPARTMENT})


def series_word(issuer: Organisation, kind: Kind) -> str:
    """The word of the series of one kind: 党整改, 观摩备; else 党发, 党函, 党会纪 for a committee, 组 for the county's department."""
    word = _OWN_WORDS.get(kind) or ("组" if issuer.kind in _COUNTY else "党") + _ENDS.get(kind, "发")
    return f"{issuer.short_name}{word}"


@transaction.atomic
def next_number(issuer: Organisation, *, word: str, year: int) -> str:
    """The next number, such as 青禾党整改〔2026〕7号 (ecosystem.md 1.1: six-corner brackets, no leading zeros).

    The series is locked until the caller's transaction ends: a number is only used up by a document that is issued.
    """
    DocumentNumber.objects.get_or_create(issuer=issuer, word=word, year=year)
    series = DocumentNumber.objects.select_for_update().get(issuer=issuer, word=word, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)
