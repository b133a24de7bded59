"""Named refusals of stage sheets."""

from guanmo.lib.refusal import Refused


class SheetDoesNotAddUp(Refused):
    """Item points do not add up to the section points, or the sections not to the total (S1-T-b, S1-T-c)."""

    code = "sheet_does_not_add_up"


class SheetPublished(Refused):
    """A published version never changes."""

    code = "sheet_published"


class WarningsOpen(Refused):
    """The reader's warnings must be confirmed by a person before the sheet is published."""

    code = "warnings_open"


class NoSheet(Refused):
    """No published sheet exists for this kind of organisation."""

    code = "no_sheet"
