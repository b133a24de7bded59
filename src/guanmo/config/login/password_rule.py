"""The rule about what a password is made of, for offices that GB/T 22239 asks for one (security.md 7 says why it is off)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS = 3


class Composition:
    """Three of four: small letters, capital letters, digits, other characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError ``password_composition`` for a password of fewer kinds."""
        del user
        kinds = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())
        if sum(any(map(kind, password)) for kind in kinds) < KINDS:
            raise ValidationError(self.get_help_text(), code="password_composition")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("新密码要有小写字母、大写字母、数字、符号中的至少三种。")
