"""One score sheet version with its sections, items and deduction rules (S0-A-a, S0-A-b, S1-T-a…c).

A row of ``ScoreSheet`` is one version. A draft is replaced as a whole; once published, a version and everything below
it never changes: the next version names it as ``previous``.
"""

import uuid
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanmo.lib.points import PointsField
from guanmo.method import sheet as values
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.enums import DeductionRuleKind, SheetState
from guanmo.stages.sheets.models.published import KeptWhenPublished


class ScoreSheet(KeptWhenPublished):
    """One version of the sheet ``code``, for organisations of ``kinds`` (the type decides, not the observer: S0-A-b).

    ``warnings`` are what the reader of the file reported; ``confirmed_by`` is who confirmed them.
    """

    path_to_state = "state"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("代号"), max_length=40)
    version = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=120)
    total = PointsField(_("总分"))
    kinds: Any = models.JSONField(_("适用类别"), default=list)
    state = models.CharField(_("状态"), max_length=20, choices=SheetState, default=SheetState.DRAFT)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    source = models.CharField(_("来源文件"), max_length=200, blank=True)
    warnings: Any = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("code", "-version")
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="sheet_version_once"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(state="draft"), name="sheet_one_draft"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
                name="published_sheet_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return gettext("%(title)s（第%(version)d版）") % {"title": self.title, "version": self.version}

    @property
    def is_published(self) -> bool:
        return self.state == SheetState.PUBLISHED

    @property
    def kind_labels(self) -> str:
        return gettext("、").join(str(Kind(kind).label) for kind in self.kinds)

    @cached_property
    def content(self) -> values.Sheet:
        """The sheet as a value for the method. A draft may still change: its rows are read where they are needed."""
        if self.is_published:
            models.prefetch_related_objects([self], "sections__items__rules")
        return values.Sheet(self.title, self.total, tuple(section.content for section in self.sections.all()))


class Section(KeptWhenPublished):
    """One assessment section of a version."""

    path_to_state = "sheet__state"
    parent = "sheet"

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    no = models.CharField(_("序号"), max_length=10)
    title = models.CharField(_("考核指标"), max_length=60)
    points = PointsField(_("分值"), null=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["sheet", "no"], name="section_no_once"),)

    def __str__(self) -> str:
        return f"{self.no}、{self.title}"

    @property
    def content(self) -> values.Section:
        items = tuple(item.content for item in self.items.all())
        return values.Section(self.no, self.title, self.points, items)


class Item(KeptWhenPublished):
    """One assessment item. ``points`` is NULL in a draft whose source gives none; never in a published version."""

    path_to_state = "section__sheet__state"
    parent = "section"

    section = models.ForeignKey(Section, models.CASCADE, related_name="items")
    no = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("考核内容"))
    points = PointsField(_("分值"), null=True)
    method = models.TextField(_("考核办法"), blank=True)
    note = models.TextField(_("说明"), blank=True)
    truncated = models.BooleanField(_("原文残缺"), default=False)

    class Meta:
        ordering = ("no",)
        constraints = (
            models.UniqueConstraint(fields=["section", "no"], name="item_no_once"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__gte=0), name="item_points"
            ),
        )

    def __str__(self) -> str:
        return f"{self.section.no}.{self.no}"

    @property
    def content(self) -> values.Item:
        rules = tuple(rule.content for rule in self.rules.all())
        return values.Item(self.no, self.text, self.points, self.method, rules, self.note, self.truncated)


class DeductionRule(KeptWhenPublished):
    """One deduction rule of an item, in printed order."""

    path_to_state = "item__section__sheet__state"
    parent = "item"

    item = models.ForeignKey(Item, models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DeductionRuleKind)
    points = PointsField(null=True)
    cap = PointsField(null=True)
    text = models.TextField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text

    @property
    def content(self) -> values.Rule:
        return values.Rule(values.RuleKind(self.kind), self.text, self.points, self.cap)
