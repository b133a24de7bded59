"""The result of reading: the sheet as it stands in the file, and what a person has to look at before using it."""

from dataclasses import dataclass

from guanmo.method.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to be confirmed by a person: ``code`` is stable, ``message`` a sentence, ``where`` a place in words."""

    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sheet read from a file, with its warnings in the order of the sheet."""

    sheet: Sheet
    warnings: tuple[Warning, ...] = ()
