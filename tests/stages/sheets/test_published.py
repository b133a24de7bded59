"""A published version and everything below it never changes; drafts do; two acts at once cannot cross."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from guanmo.audit.models import Entry
from guanmo.lib.refusal import Refused
from guanmo.method.sheet import Item as ItemValue
from guanmo.method.sheet import Rule, RuleKind, Sheet
from guanmo.method.sheet import Section as SectionValue
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.sheets.domain.correct_draft import correct_section, discard_draft
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.domain.set_not_applicable import choose_applicability
from guanmo.stages.sheets.errors import (
    DraftGone,
    KindClaimed,
    NoKinds,
    PointsOutOfRange,
    SheetDoesNotAddUp,
    SheetPublished,
)
from guanmo.stages.sheets.models import DeductionRule, Item, NotApplicable, ScoreSheet, Section
from guanmo.stages.sheets.models.published import PublishedSheetChanged
from guanmo.stages.sheets.queries import in_force, not_applicable_keys
from tests.county import Scene


def a_sheet(*points: str | None, total: str = "100", section: str | None = "100") -> Sheet:
    items = tuple(
        ItemValue(i, f"第{i}件要做的事", Decimal(one) if one else None) for i, one in enumerate(points, start=1)
    )
    stated = Decimal(section) if section else None
    return Sheet("学校得分表", Decimal(total), (SectionValue("一", "党建基础", stated, items),))


def drafted(content: Sheet, *kinds: Kind, code: str = "school") -> ScoreSheet:
    return draft_sheet(content, code=code, kinds=kinds or (Kind.SCHOOL,), by=None)


def no_warnings(sheet: Sheet) -> list[dict[str, str]]:
    return []


@pytest.mark.parametrize("model", [ScoreSheet, Section, Item, DeductionRule])
def test_published_rows_are_neither_saved_nor_deleted_nor_changed_as_a_set(county: Scene, model: Any) -> None:
    with_rule = ItemValue(1, "做一件事", Decimal(100), rules=(Rule(RuleKind.ZERO, "未做不得分"),))
    publish_sheet(drafted(Sheet("表", Decimal(100), (SectionValue("一", "节", Decimal(100), (with_rule,)),))), by=None)
    row = model.objects.filter(**{model.path_to_state: "published"}).first()
    count = model.objects.count()

    for change in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=row.pk)):
        with pytest.raises(PublishedSheetChanged):
            change()

    assert model.objects.count() == count


def test_nothing_is_added_to_a_published_version(county: Scene) -> None:
    section = county.sheets["village"].sections.first()
    assert section is not None
    new = Item(section=section, no=99, text="多出来的一项", points=Decimal(1))

    with pytest.raises(PublishedSheetChanged):
        new.save()
    with pytest.raises(PublishedSheetChanged):
        Item.objects.bulk_create([new])
    with pytest.raises(PublishedSheetChanged):
        DeductionRule.objects.bulk_create(
            [DeductionRule(item=section.items.first(), position=0, kind="zero", text="x")]
        )

    assert not Item.objects.filter(no=99).exists()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (a_sheet("60", "39"), SheetDoesNotAddUp),
        (a_sheet("60", "39", section="99", total="99"), SheetDoesNotAddUp),
        (a_sheet("60", "40", total="90"), SheetDoesNotAddUp),
        (a_sheet("60", None), SheetDoesNotAddUp),
        (a_sheet(None, None), SheetDoesNotAddUp),
        (a_sheet(), SheetDoesNotAddUp),
        (a_sheet("60", "40", section=None), SheetDoesNotAddUp),
        (a_sheet("100", "0"), PointsOutOfRange),
        (a_sheet("101"), PointsOutOfRange),
    ],
    ids=["99", "total-99", "total-90", "one-missing", "all-missing", "no-items", "section-unsaid", "zero", "101"],
)
def test_sheet_that_is_not_100_points_is_not_published(county: Scene, content: Sheet, refusal: type[Refused]) -> None:
    draft = drafted(content)

    with pytest.raises(SheetDoesNotAddUp) as refused:
        publish_sheet(draft, confirmed=True, by=None)

    assert type(refused.value) is refusal
    assert in_force().get(Kind.SCHOOL) is None


def test_sheet_for_no_kind_is_not_published(county: Scene) -> None:
    draft = draft_sheet(a_sheet("100"), code="school", kinds=[], by=None)

    with pytest.raises(NoKinds):
        publish_sheet(draft, by=None)


def test_kind_claimed_by_another_code_is_refused_until_that_code_gives_it_up(county: Scene) -> None:
    claim = drafted(a_sheet("100"), Kind.SCHOOL, Kind.COMMUNITY)
    with pytest.raises(KindClaimed, match="“社区”已经在用"):
        publish_sheet(claim, by=None)

    without = draft_sheet(county.sheets["village"].content, code="village", kinds=[Kind.VILLAGE], by=None)
    publish_sheet(without, by=None)
    assert in_force().get(Kind.COMMUNITY) is None  # the new version no longer claims it
    publish_sheet(claim, by=None)

    assert {kind: sheet.code for kind, sheet in in_force().items()} == {
        Kind.VILLAGE: "village",
        Kind.COMMUNITY: "school",
        Kind.SCHOOL: "school",
        Kind.NEW_ECONOMIC: "two_new",
        Kind.NEW_SOCIAL: "two_new",
    }


def test_items_left_out_stay_left_out_in_the_next_version_where_their_words_stayed(county: Scene) -> None:
    first = publish_sheet(drafted(a_sheet("60", "40")), by=None)
    choose_applicability(first, {Kind.SCHOOL: ["一.2"]}, by=county.person("county_admin"))
    one, two = first.content.sections[0].items
    put_first = ItemValue(1, "新加的一件事情", Decimal(20))
    moved = (put_first, ItemValue(2, one.text, Decimal(40)), ItemValue(3, two.text, Decimal(40)))

    second = drafted(Sheet("学校得分表", Decimal(100), (SectionValue("一", "党建基础", Decimal(100), moved),)))

    assert not_applicable_keys(second, Kind.SCHOOL) == {"一.3"}


def test_draft_that_was_replaced_meanwhile_is_not_published_or_corrected(county: Scene) -> None:
    admin = county.person("county_admin")
    old = drafted(a_sheet("60", "40"))
    section = old.sections.get()
    new = drafted(a_sheet("50", "50"))

    with pytest.raises(DraftGone):
        publish_sheet(old, by=admin)
    with pytest.raises(DraftGone):
        correct_section(section, title="别的", points=Decimal(100), recheck=no_warnings, by=admin)

    assert [sheet.pk for sheet in ScoreSheet.objects.filter(code="school")] == [new.pk]


def test_published_version_is_not_discarded_and_the_act_says_what_to_do(county: Scene) -> None:
    with pytest.raises(SheetPublished, match="请上传新版本"):
        discard_draft(county.sheets["village"], by=county.person("county_admin"))


@pytest.mark.parametrize("name", ["county_head", "a_secretary", "a1_secretary"])
def test_acts_refuse_everybody_but_the_county_administrator(county: Scene, name: str) -> None:
    draft, other = drafted(a_sheet("100")), county.person(name)
    entries = Entry.objects.count()

    for act in (
        lambda: publish_sheet(draft, by=other),
        lambda: discard_draft(draft, by=other),
        lambda: choose_applicability(draft, {Kind.SCHOOL: ["一.1"]}, by=other),
        lambda: draft_sheet(a_sheet("100"), code="x", kinds=[Kind.SOE], by=other),
        lambda: correct_section(draft.sections.get(), title="x", points=None, recheck=no_warnings, by=other),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert Entry.objects.count() == entries
    assert not NotApplicable.objects.exists()
    assert ScoreSheet.objects.get(pk=draft.pk).state == "draft"


def test_every_change_of_applicability_leaves_an_audit_line(county: Scene) -> None:
    admin, sheet = county.person("county_admin"), county.sheets["village"]

    assert choose_applicability(sheet, {Kind.VILLAGE: ["一.1", "一.2"]}, by=admin) == 2
    assert choose_applicability(sheet, {Kind.VILLAGE: ["一.2"]}, by=admin) == 1

    lines = Entry.objects.filter(act="item.applicability").order_by("pk").values_list("facts", flat=True)
    assert [line["applies"] for line in lines] == [False, False, True]


@pytest.mark.django_db(transaction=True)
def test_two_drafts_of_one_code_at_once_leave_one_draft(transactional_db: None, fast_passwords: None) -> None:
    ready = threading.Barrier(2)
    refused: list[str] = []

    def keep() -> None:
        ready.wait(timeout=10)
        try:
            drafted(a_sheet("60", "40"))
        except Refused as refusal:
            refused.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert ScoreSheet.objects.filter(code="school", state="draft").count() == 1
    assert set(refused) <= {"draft_taken"}


@pytest.mark.django_db(transaction=True)
def test_two_sheets_published_at_once_cannot_both_claim_a_kind(transactional_db: None, fast_passwords: None) -> None:
    drafts = [drafted(a_sheet("100"), code="one"), drafted(a_sheet("100"), code="two")]
    ready, refused = threading.Barrier(2), []

    def publish(draft: ScoreSheet) -> None:
        ready.wait(timeout=10)
        try:
            publish_sheet(draft, by=None)
        except Refused as refusal:
            refused.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert refused == ["kind_claimed"]
    assert ScoreSheet.objects.filter(state="published").count() == 1
