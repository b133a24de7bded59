"""Give out the next number of a series, without a gap and without a double."""

from django.db import transaction

from guanmo.stages.documents.models import DocumentNumber
from guanmo.stages.organisations.models import Organisation


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
