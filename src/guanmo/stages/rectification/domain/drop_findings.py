"""After a re-check: an offered problem of which every deduction was dropped is set aside, with the reason."""

from guanmo.audit.record import record
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.models import Objection
from guanmo.stages.results.queries import worth

UNFOUNDED = "异议复核后不再扣分"


def drop_unfounded(objection: Objection, *, by: User) -> list[Finding]:
    """Set aside what is no problem any more and has no ledger row; a row that exists is the township's to cancel.

    Call inside a transaction.
    """
    touched = Finding.objects.filter(deductions__in=objection.deductions.all(), rows=None, set_aside="").distinct()
    unfounded = [
        finding
        for finding in touched.prefetch_related("deductions__changes")
        if not any(worth(line) for line in finding.deductions.all())
    ]
    for finding in unfounded:
        finding.set_aside = UNFOUNDED
        finding.save(update_fields=["set_aside"])
        record("finding.set_aside", finding, by=by, reason=UNFOUNDED)
    return unfounded
