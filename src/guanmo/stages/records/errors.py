"""Named refusals of stage records."""

from guanmo.lib.refusal import Refused


class RecordIncomplete(Refused):
    """Something that the ledger asks for is missing, wrong or out of order."""

    code = "record_incomplete"


class RecordLocked(Refused):
    """A record that was signed or filed never changes; a supplement corrects it."""

    code = "record_locked"


class ChangedMeanwhile(Refused):
    """Somebody else wrote since the page was opened; nothing is overwritten unseen."""

    code = "changed_meanwhile"


class SignatureRefused(Refused):
    """Not the one who signs in this place, or the same person twice (S1-V-2.2-c)."""

    code = "signature_refused"


class LedgerRefused(Refused):
    """The description of a ledger contradicts itself or asks for what is kept out."""

    code = "ledger_refused"


class NotInspectable(Refused):
    """Only the superior inspects, and only ledgers that are inspected."""

    code = "not_inspectable"


class MonthSheetRefused(Refused):
    """A monthly sheet with at least one wrong cell: nothing of it was written."""

    code = "month_sheet_refused"
