"""Who a member is: membership, type, office, schooling (S1-V-3.2; kept_out.md 27 says what there is not)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Membership(TextChoices):
    """Full or on probation."""

    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")


class MemberType(TextChoices):
    """The type by which training is planned."""

    RURAL = "rural", _("农村党员")
    COMMUNITY = "community", _("社区党员")
    AGENCY = "agency", _("机关事业单位党员")
    SOE = "soe", _("国有企业党员")
    TWO_NEW = "two_new", _("“两新”组织党员")
    SCHOOL = "school", _("学校党员")
    RETIRED = "retired", _("离退休党员")


class OfficeStatus(TextChoices):
    """Whether the member holds an office, works elsewhere, or neither; posts with duties are given by it (S4-17c)."""

    WITHOUT_OFFICE = "without_office", _("无职党员")
    HOLDS_OFFICE = "holds_office", _("有职党员")
    IN_SERVICE = "in_service", _("在职党员")


class Sex(TextChoices):
    """As the roster has it."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Education(TextChoices):
    """The highest level of schooling."""

    JUNIOR = "junior", _("初中及以下")
    SENIOR = "senior", _("高中（中专）")
    COLLEGE = "college", _("大专")
    BACHELOR = "bachelor", _("大学本科")
    MASTER = "master", _("研究生")


class Leaving(TextChoices):
    """Why a member no longer stands on the roster; nothing more is kept about it."""

    TRANSFERRED = "transferred", _("组织关系转出")
    DECEASED = "deceased", _("去世")
    ENDED = "ended", _("不再是党员")
