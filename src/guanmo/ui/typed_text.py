"""What may not be typed into any field of text (security.md E4)."""

from django.core.exceptions import ValidationError

from guanmo.lib.hidden_characters import HiddenCharacter, refuse_hidden


def nothing_hidden(text: object) -> None:
    """The validator of every field of text; what a field has read as data already, such as a passkey, is no text."""
    if not isinstance(text, str):
        return
    try:
        refuse_hidden(text)
    except HiddenCharacter as hidden:
        raise ValidationError(str(hidden), code=hidden.code) from hidden
