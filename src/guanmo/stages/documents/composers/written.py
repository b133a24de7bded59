"""Compose what an office writes on its own: a 函 or a 纪要 (GB/T 9704-2012)."""

from dataclasses import dataclass
from datetime import date

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.content import LetterContent, MeetingMinutesContent, Paragraph
from guanmo.stages.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody wrote for a 函."""

    title: str
    to: str
    body: tuple[Paragraph, ...]
    copies_to: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What somebody wrote for a 纪要; ``meeting`` is the name of the meeting."""

    meeting: str
    held_on: date
    place: str
    chair: str
    body: tuple[Paragraph, ...]
    present: str
    absent: str = ""
    sitting_in: str = ""
    copies_to: str = ""


def letter_content(unit: Organisation, letter: Letter, *, number: str, today: date) -> LetterContent:
    """The letter of an office under its full name."""
    office = office_of(unit)
    return LetterContent(office, number, letter.title, letter.to, letter.body, office, today, letter.copies_to)


def minutes_content(unit: Organisation, minutes: Minutes, *, number: str, today: date) -> MeetingMinutesContent:
    """The minutes of a meeting; the mark is the office's name with 会议纪要."""
    office = office_of(unit)
    return MeetingMinutesContent(
        mark=f"{office}会议纪要",
        number=number,
        title=f"{minutes.meeting}纪要",
        meeting=minutes.meeting,
        held_on=minutes.held_on,
        place=minutes.place,
        chair=minutes.chair,
        body=minutes.body,
        present=minutes.present,
        issuer=office,
        date=today,
        absent=minutes.absent,
        sitting_in=minutes.sitting_in,
        copies_to=minutes.copies_to,
    )
