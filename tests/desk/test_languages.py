"""The pages in three languages: chosen by the reader, kept from page to page, no Chinese left in English but data."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from guanmo.lib.period import Quarter
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.publish_round import publish_ranking_lists
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.models import Notice
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.models import Filing
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.sheets.models import Item, ScoreSheet, Section
from tests.county import Scene, draft_round, running_round, visit_to
from tests.desk.shown import chinese_in
from tests.stages.rectification.way import closed_round, entered, finding, notified

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def data_of_the_county() -> Iterator[str]:
    """Everything on a page that people wrote or that has a name of its own."""
    for organisation in Organisation.objects.all():
        yield from (organisation.name, organisation.short_name)
    yield from Round.objects.values_list("title", flat=True)
    yield from Participant.objects.values_list("post", flat=True)
    yield from ScoreSheet.objects.values_list("title", flat=True)
    for section in Section.objects.all():
        yield from (section.title, f"{section.no}.", f"{section.no}、")
    for item in Item.objects.all():
        yield from (item.text, item.method, item.note)
        yield from re.split("[，；。]", item.text)  # offered one by one as reasons of a deduction
    for document in Document.objects.all():
        yield from (document.title, document.number)
    yield from ("班子不健全", "按程序补选1人", "A1村书记", "届满未换届", "班子缺1人", "党费台账缺1个月", "没有宣传标语")
    yield from ("其余同志下村防汛", "组发", "党整改", "观摩备")


def chinese_on(client: Client, address: str) -> set[str]:
    """The Chinese of a page that is neither data nor the name of a language."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return chinese_in(answer.content.decode(), data_of_the_county())


def speak(client: Client, language: str) -> None:
    assert client.post(reverse("ui:language"), {"language": language, "next": "/"}).status_code == 302


def of(name: str, *arguments: object) -> str:
    return reverse(f"desk:{name}", args=arguments)


def left(county: Scene, client: Client, person: str, addresses: list[str]) -> Mapping[str, set[str]]:
    client.force_login(county.person(person))
    speak(client, "en")
    found = {address: chinese_on(client, address) for address in addresses}
    return {address: words for address, words in found.items() if words}


def test_pages_before_the_scoring_show_no_chinese_in_english_but_data(county: Scene, client: Client) -> None:
    round = running_round(county)
    draft = draft_round(county, period=Quarter(2027, 1), starts_on=date(2027, 1, 1), deadline=date(2027, 3, 20))
    visit = visit_to(round, "A1")
    rounds = [of("rounds-list"), of("rounds-create"), of("rounds-detail", draft.uuid), of("rounds-edit", draft.uuid)]
    others = [of("overview"), of("ledger-list"), of("coverage"), of("coverage-progress"), reverse("field:duties")]
    running = [of(name, round.uuid) for name in ("rounds-detail", "participants-list", "findings-list")]
    pages = [*rounds, *others, *running, of("visits-detail", visit.uuid)]
    assert left(county, client, "a_deputy", pages) == {}
    village = [of("overview"), of("rounds-list"), of("ledger-list"), reverse("field:duties")]
    assert left(county, client, "a1_secretary", village) == {}


def test_pages_after_the_scoring_show_no_chinese_in_english_but_data(county: Scene, client: Client) -> None:
    row = notified(county)
    round = Round.objects.get()
    secretary = county.person("a_secretary")
    confirm_classes(round, {}, by=secretary)
    file_with_county(round, by=secretary)
    publish_ranking_lists(round, by=secretary)
    visit, filing = visit_to(round, "A1"), Filing.objects.get()
    document = Document.objects.filter(kind="ranking_list").first()
    assert document is not None
    notice = Notice.objects.get()
    of_round = ("rounds-detail", "results-list", "findings-list", "notices-list", "documents-of-round")
    pages = [*(of(name, round.uuid) for name in of_round), of("ledger-list"), of("ledger-row", row.uuid)]
    pages += [of("overview"), of("filings-list"), of("documents-list"), of("documents-detail", document.uuid)]
    pages += [of("filings-detail", filing.uuid), of("notices-detail", notice.uuid)]
    pages += [of("results-standing", visit.uuid), of("rows-create", finding("A1", "三.3").uuid)]
    assert left(county, client, "a_secretary", pages) == {}

    heads = ("overview", "ledger-list", "rounds-list", "coverage", "organisations-list", "organisations-import")
    county_pages = [
        *map(of, heads),
        of("organisations-structure"),
        of("filings-detail", filing.uuid),
        of("sheets-list"),
    ]
    county_pages += [of("organisations-detail", county["A1"].uuid), of("documents-list")]
    assert left(county, client, "county_admin", county_pages) == {}
    village = [of("overview"), of("ledger-list"), of("ledger-row", row.uuid), of("notices-detail", notice.uuid)]
    assert left(county, client, "a1_secretary", village) == {}


def test_control_planted_chinese_is_found_and_data_is_not() -> None:
    page = '<p title="排名">A1村党支部 3项</p><script>"整改"</script>'
    assert chinese_in(page, ["A1村党支部"]) == {"排名", "项"}


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Rectification ledger"), ("zh-hant", "整改臺帳"), ("zh-hans", "整改台账")]
)
def test_language_is_kept_from_page_to_page(county: Scene, client: Client, language: str, heading: str) -> None:
    client.force_login(county.person("a_officer"))
    speak(client, language)
    for _time in range(2):
        answer = client.get(of("ledger-list")).content.decode()
        assert f'<html lang="{language}"' in answer
        assert heading in answer


def test_what_is_stored_does_not_depend_on_the_language_of_the_one_who_acts(county: Scene) -> None:
    with translation.override("en"):
        round = closed_round(county)
        entered(county)
        confirm_classes(round, {}, by=county.person("a_secretary"))
        publish_ranking_lists(round, by=county.person("a_secretary"))
    assert round.title == "A镇2026年第四季度内部逐个观摩"
    assert {one.post for one in round.participants.filter(user__username__in=["a_secretary", "a1_deputy"])} == {
        "A镇书记",
        "A1村党支部专职副书记",
    }
    assert sorted(Document.objects.values_list("title", flat=True)) == [
        "A镇2026年第四季度内部逐个观摩得分排名表（“两新”组织）",
        "A镇2026年第四季度内部逐个观摩得分排名表（村（社区））",
    ]
