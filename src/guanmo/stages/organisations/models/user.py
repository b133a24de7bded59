"""The people who act. A user without a usable password is a post holder who works on paper."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users; a missing password means that the person cannot log in."""

    def create_user(self, username: str, *, name: str, password: str | None = None) -> "User":
        user = self.model(username=username, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_without_passwords(self, names: Mapping[str, str]) -> dict[str, "User"]:
        """By account, the people of these accounts and names; who is not there is made, all in one statement."""
        found = {one.username: one for one in self.filter(username__in=names)}
        made = [self.model(username=account, name=name) for account, name in names.items() if account not in found]
        for one in made:
            one.set_unusable_password()
        return found | {one.username: one for one in self.bulk_create(made)}

    def create_superuser(self, username: str, **fields: Any) -> "User":
        """There is no superuser: what a person may do follows from posts alone."""
        raise NotImplementedError("roles follow from posts; use `guanmo import_tree` or `guanmo demo`")


class User(AbstractBaseUser):
    """One person: an account name, a display name, and nothing else about the person (kept_out.md 27).

    ``own_password_since`` is when the person last chose the password; None while it is one that somebody else gave.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    is_active = models.BooleanField(_("启用"), default=True)
    own_password_since = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.name
