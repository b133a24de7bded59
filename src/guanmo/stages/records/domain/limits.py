"""What a person wrote is taken only where it is there and fits; otherwise one sentence says so and nothing is cut off."""

from django.utils.translation import gettext as _

from guanmo.lib.hidden_characters import refuse_hidden
from guanmo.stages.records.errors import RecordIncomplete

LONGEST = 200


def fitting(text: str, *, name: str, most: int = LONGEST) -> str:
    """The text without blanks around it. Raises RecordIncomplete for more than ``most`` characters."""
    refuse_hidden(text)
    if len(text.strip()) > most:
        message = _("“%(name)s”最多%(most)d个字，请写短一些。") % {"name": name, "most": most}
        raise RecordIncomplete(message, code="too_long")
    return text.strip()


def reason_of(text: str) -> str:
    """A reason that somebody gave. Raises RecordIncomplete."""
    if not text.strip():
        raise RecordIncomplete(_("请写明原因。"), code="no_reason")
    return fitting(text, name=_("原因"))
