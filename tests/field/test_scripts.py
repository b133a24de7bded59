"""The device scores as the server does: shared cases worked by hand, and random judging, in chromium."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanmo.method.ballot import read_submission
from guanmo.method.deduction import score_ballot
from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet, item_key
from guanmo.stages.scoring.domain.check_signature import points_off
from tests.ballot_cases import ID, SHEET, VISIT, read_cases
from tests.field.judging import sheet_data

# What a judge's taps make of a sheet: the document that would be sent, and the figures that the page would show.
JUDGE = """async (cases) => {
  const sheets = await import("/static/field/js/sheet.js");
  const { itemScore, toText } = await import("/static/field/js/arithmetic.js");
  const read = (sheet, state, ids) => {
    const { raw, total } = sheets.scoreOf(sheet, state);
    const items = {};
    for (const item of sheet.items) items[item.key] = toText(itemScore(item, sheets.deductionsOf(item, state.entries[item.key])));
    const { left } = sheets.progressOf(sheet.items, state);
    const document = sheets.toDocument(sheet, state, ids);
    const published = sheets.publishedOf(sheet, state);
    return { raw: toText(raw), total: total === null ? null : toText(total), items, left, document, published };
  };
  const tap = (item, entry, [act, number, rule]) => {
    if (act === "full") sheets.giveFull(entry);
    if (act === "hand") sheets.takeByHand(item, entry, number);
    if (act === "count" && item.rules.length) sheets.setCount(item, entry, rule % item.rules.length, number % 12);
    if (act === "write") entry.note = "缺" + number;
  };
  return cases.map(({ data, leftOut, document, taps, ids }) => {
    const sheet = sheets.readSheet(data, leftOut);
    const state = document ? sheets.fromDocument(sheet, document) : sheets.newState(sheet);
    (taps || []).forEach(([place, ...act]) => {
      if (sheet.items.length) tap(sheet.items[place % sheet.items.length], state.entries[sheet.items[place % sheet.items.length].key], act);
    });
    if (taps) sheet.sections.forEach((section) => sheets.fillSection(section, state));
    if (taps) sheet.items.forEach((item) => { if (sheets.lacksReason(item, state.entries[item.key])) state.entries[item.key].chips = ["未达到：记录规范"]; });
    return read(sheet, state, ids);
  });
}"""

JUDGE_ID, DEVICE = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "45")
CLAIMED = {
    "judge": JUDGE_ID,
    "device": DEVICE,
    "started_at": "2026-11-22T09:00:00+08:00",
    "finished_at": "2026-11-22T09:40:00+08:00",
}
IDS = {"id": ID, "visit": VISIT, "sheet": SHEET, "previous": None, **CLAIMED}
FIELDS = ["api", "id", "judge", "visit", "sheet", "previous", "reason", "device", "started_at", "finished_at", "items"]


def case_data(sheet: Sheet, left_out: frozenset[str], **given: Any) -> dict[str, Any]:
    return {"data": sheet_data(sheet), "leftOut": sorted(left_out), "ids": IDS, **given}


@pytest.fixture
def scripts(scripts_page: Any) -> Any:
    return lambda cases: scripts_page.evaluate(JUDGE, cases)


def test_device_scores_the_shared_cases_as_worked_by_hand(scripts: Any) -> None:
    cases = read_cases()

    found = scripts([case_data(c.sheet, c.not_applicable, document=c.document) for c in cases])

    scores = [score_ballot(c.sheet, read_submission(c.document).deductions, c.not_applicable) for c in cases]
    assert [one["published"] for one in found] == [
        {"deducted": dict(points_off(one)), "vetoed": one.vetoed} for one in scores
    ]
    figures = [{name: one[name] for name in ("raw", "total", "items")} for one in found]
    assert {c.name: one for c, one in zip(cases, figures, strict=True)} == {c.name: c.expected for c in cases}


def without_claims(document: dict[str, Any]) -> dict[str, Any]:
    """The document as it is on paper: nothing of a device, no photos."""
    items = [{name: one[name] for name in ("item", "deductions")} for one in document["items"]]
    return {**{name: document[name] for name in document if name not in CLAIMED}, "items": items}


def test_correction_of_a_document_changes_nothing_by_itself(scripts: Any) -> None:
    cases = [c for c in read_cases() if c.name.startswith(("full", "by hand", "the whole", "rescaled"))]
    assert len(cases) >= 4

    found = scripts([case_data(c.sheet, c.not_applicable, document=c.document) for c in cases])

    written = [json.loads(one["document"]) for one in found]
    assert [list(one) for one in written] == [FIELDS] * len(cases)
    assert [{name: one[name] for name in CLAIMED} for one in written] == [CLAIMED] * len(cases)
    assert [without_claims(one) for one in written] == [json.loads(case.document) for case in cases]


@pytest.mark.parametrize(("kind", "total"), [("veto", "0.00"), ("zero", "60.00")])
def test_rule_of_a_paper_sheet_applies_in_its_correction_too(scripts: Any, kind: str, total: str) -> None:
    """On paper nobody counts: a veto or a zero is there or is not."""
    rule = Rule(RuleKind(kind), "弄虚作假的一票否决")
    first, second = Item(1, "甲", Decimal(60)), Item(1, "乙", Decimal(40), rules=(rule,))
    sheet = Sheet("表", Decimal(100), (Section("一", "甲", None, (first,)), Section("二", "乙", None, (second,))))
    taken = {"rule": 0, "count": None, "points": "40.00", "reason": "弄虚作假的一票否决：台账造假"}
    items = [{"item": "一.1", "deductions": [], "photos": []}, {"item": "二.1", "deductions": [taken], "photos": []}]

    (found,) = scripts([case_data(sheet, frozenset(), document=json.dumps({"items": items}))])

    assert (found["total"], json.loads(found["document"])["items"][1]["deductions"][0]["rule"]) == (total, 0)


cents = st.integers(1, 1000).map(lambda number: Decimal(number) / 100)
rules = st.one_of(
    st.builds(Rule, st.sampled_from([RuleKind.FIXED, RuleKind.PER_OCCURRENCE, RuleKind.BONUS]), st.just("规则"), cents, st.none() | cents),
    st.builds(Rule, st.sampled_from([RuleKind.ZERO, RuleKind.VETO]), st.just("规则")),
)  # fmt: skip
items = st.lists(st.tuples(cents, st.lists(rules, max_size=2)), min_size=1, max_size=3)
taps = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(["full", "hand", "hand", "count", "count", "write"]),
        st.integers(0, 1000),
        st.integers(0, 1),
    ),
    max_size=8,
)


@st.composite
def judgings(draw: st.DrawFn) -> tuple[Sheet, frozenset[str], list[Any]]:
    """A sheet, what of it does not apply, and the taps of a judge."""
    sections = []
    for no in "一二"[: draw(st.integers(1, 2))]:
        drawn = enumerate(draw(items), start=1)
        listed = tuple(Item(n, f"第{n}项", points, rules=tuple(used)) for n, (points, used) in drawn)
        sections.append(Section(no, "部分", None, listed))
    sheet = Sheet("表", Decimal("100.00"), tuple(sections))
    keys = [item_key(section.no, item.no) for section, item in sheet.items]
    left_out = draw(st.frozensets(st.sampled_from(keys), max_size=1))
    return sheet, left_out, draw(taps)


@given(st.lists(judgings(), min_size=15, max_size=25))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_device_and_server_agree_on_random_judging(scripts: Any, batch: list[Any]) -> None:
    cases = [case_data(sheet, left_out, taps=acts) for sheet, left_out, acts in batch]

    for (sheet, left_out, _acts), found in zip(batch, scripts(cases), strict=True):
        submission = read_submission(found["document"])
        score = score_ballot(sheet, submission.deductions, left_out)  # raises when the device made a bad ballot

        assert found["left"] == 0
        assert found["raw"] == str(score.raw_total)
        assert found["total"] == (None if score.total is None else str(score.total))
        assert found["published"] == {"deducted": dict(points_off(score)), "vetoed": score.vetoed}
        assert found["items"] == {item.key: str(item.score) for item in score.items}
        assert submission.judged == set(found["items"])


def test_points_are_read_and_written_exactly(scripts_page: Any) -> None:
    found = scripts_page.evaluate(
        """async (texts) => {
          const { toHundredths, toShort, toText } = await import("/static/field/js/arithmetic.js");
          return texts.map((text) => { const n = toHundredths(text); return n === null ? null : [n, toText(n), toShort(n)]; });
        }""",
        ["0", "0.5", "0.05", "10", "100.10", "0.29", " 1。5 ", "1.", "-1", "0.125", "1e2", "", "abc", "1000", None],
    )

    assert found == [
        [0, "0.00", "0"], [50, "0.50", "0.5"], [5, "0.05", "0.05"], [1000, "10.00", "10"], [10010, "100.10", "100.1"],
        [29, "0.29", "0.29"], [150, "1.50", "1.5"], None, None, None, None, None, None, None, None,
    ]  # fmt: skip


def test_ids_are_random_version_4_uuids(scripts_page: Any) -> None:
    found = scripts_page.evaluate(
        """async () => {
          const { newId } = await import("/static/field/js/identity.js");
          return Array.from({ length: 500 }, newId);
        }"""
    )

    assert len(set(found)) == 500
    assert {(one[14], one[19] in "89ab", len(one)) for one in found} == {("4", True, 36)}
