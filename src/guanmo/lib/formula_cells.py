"""A text in a CSV that a spreadsheet would take for a formula (security.md E2), and the same text again."""

_BEGINNINGS = tuple("=+-@\t\r\0＝＋－＠")
_MARK = "'"


def harmless(text: str) -> str:
    """The text for a CSV: with an apostrophe before it when it would begin a formula, after spaces and apostrophes too."""
    begins = text.startswith(_BEGINNINGS) or text.lstrip(_MARK + " \n\u3000").startswith(_BEGINNINGS)
    return _MARK + text if begins else text


def as_it_was(cell: str) -> str:
    """What ``harmless`` was given."""
    return cell[1:] if cell.startswith(_MARK) and harmless(cell[1:]) == cell else cell
