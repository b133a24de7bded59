"""The member, the history of what was held about him, and the sealed contact detail (S1-V-3.2)."""

import re
import unicodedata
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.sealing import keyring
from guanmo.stages.members.enums import Education, Leaving, Membership, MemberType, OfficeStatus, Sex
from guanmo.stages.organisations.models import Organisation, User


class Member(models.Model):
    """One member of one branch: no identity number, address, family, photo or health (kept_out.md 27).

    ``code`` is the office's internal number. ``account`` is the member's own login where there is one; it opens the own
    page. A member who leaves keeps the row, with ``left_on``.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(_("党员编号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("所在党支部"), related_name="members")
    membership = models.CharField(_("人员类别"), max_length=20, choices=Membership)
    type = models.CharField(_("党员类型"), max_length=20, choices=MemberType)
    office_status = models.CharField(_("任职情况"), max_length=20, choices=OfficeStatus)
    sex = models.CharField(_("性别"), max_length=10, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("出生年份"), null=True, blank=True)
    education = models.CharField(_("学历"), max_length=20, choices=Education, blank=True)
    joined_on = models.DateField(_("入党日期"))
    full_on = models.DateField(_("转正日期"), null=True, blank=True)
    home_study = models.BooleanField(_("送学上门"), default=False)
    account = models.OneToOneField(
        User, models.PROTECT, verbose_name=_("登录账号"), related_name="member", null=True, blank=True
    )
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    left_on = models.DateField(_("离开日期"), null=True, blank=True)
    leaving = models.CharField(_("离开原因"), max_length=20, choices=Leaving, blank=True)

    class Meta:
        verbose_name = _("党员")
        ordering = ("organisation__path", "joined_on", "pk")
        indexes = (models.Index(fields=["organisation", "left_on"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, leaving="")
                | (models.Q(left_on__isnull=False) & ~models.Q(leaving="")),
                name="member_leaves_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(full_on__isnull=True) | models.Q(full_on__gte=models.F("joined_on")),
                name="member_is_full_after_joining",
            ),
        )

    def __str__(self) -> str:
        return self.name


class MemberChange(AppendOnly):
    """One correction of a member's row: ``changes`` maps a field to its old and new value as people read them."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="changes")
    changes: Any = models.JSONField()
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.member} {self.at:%F}"


_COLUMN = "members_contact.index"
_FEWEST = 7
_PREFIX = re.compile("^(?:00)?86(?=1[0-9]{10}$)")


def phone_digits(text: str) -> str:
    """A phone number as it is compared: digits alone, without the country's; empty for what cannot be one."""
    digits = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter in "0123456789")
    return _PREFIX.sub("", digits) if len(digits) >= _FEWEST else ""


def indexes_of(digits: str) -> list[bytes]:
    """What stands in ``index`` where this number is sealed."""
    return keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).indexes(digits.encode(), _COLUMN)


class Contact(models.Model):
    """How a member is reached, sealed and bound to its row; it never stands in a list or a log (kept_out.md 27)."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="contact")
    sealed = models.BinaryField()
    index = models.BinaryField(default=b"")
    """By which a whole phone number is found again (security.md 3.6); empty for what is none."""

    def __str__(self) -> str:
        return f"{self._meta.db_table}.sealed:{self.member_id}"

    def put(self, text: str) -> "Contact":
        """Seal ``text`` into this row; the caller saves."""
        ring, digits = keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER), phone_digits(text)
        self.sealed = ring.seal(text.encode(), str(self))
        self.index = ring.index(digits.encode(), _COLUMN) if digits else b""
        return self

    @property
    def text(self) -> str:
        """The contact as written. Raises SealBroken when the row was tampered with."""
        return keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).open(bytes(self.sealed), str(self)).decode()
