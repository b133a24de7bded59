"""The county's guide: a paper with versions, of which the steps stand where people enter a kind of organisational life."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.documents.models import FiledPaper
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, new, pdf
from tests.desk.records.test_rules import settings_of

pytestmark = pytest.mark.django_db

TITLE = "全县党的组织生活操作指引"
STEPS = "会前：定主题、发通知\n\n 会中：学习、讨论、记录 \n会后：归档"


def filed(admin: Client, scene: Scene, day: str) -> FiledPaper:
    """The department files the next version of its guide."""
    path = reverse("desk:papers-list", args=[scene["D"].uuid])
    admin.post(path, {"kind": "guide", "title": TITLE, "dated": day, "file": pdf("指引.pdf", day)})
    return FiledPaper.objects.latest("pk")


def attached(admin: Client, paper: FiledPaper, code: str, **more: Any) -> int:
    """Write the steps of a ledger down, as taken from this version."""
    path = reverse("desk:ledgers-edit", args=[code])
    return admin.post(path, settings_of(admin, path, guide_from=str(paper.uuid), **more)).status_code


def unguided(admin: Client) -> set[str]:
    """The kinds of organisational life that the page of ledgers marks as without steps."""
    return set(admin.get(reverse("desk:ledgers-list")).context["unguided"])


@pytest.mark.requirement("S4-4a")
def test_guide_has_versions_and_its_steps_stand_where_people_enter(scene: Scene) -> None:
    admin, village = logged_in(scene, "county_admin"), logged_in(scene, "a1_secretary")
    assert unguided(admin) == set()  # without a guide nothing lacks
    first = filed(admin, scene, "2026-01-05")
    assert {"general_meeting", "theme_party_day", "democratic_life_meeting"} <= unguided(admin)

    assert attached(admin, first, "theme_party_day", guide=STEPS) == 302

    assert "theme_party_day" not in unguided(admin)
    text = village.get(new("theme_party_day", scene, "A1")).content.decode()
    steps = ["<li>1. 会前：定主题、发通知</li>", "<li>2. 会中：学习、讨论、记录</li>", "<li>3. 会后：归档</li>"]
    places = [text.find(one) for one in steps]
    assert places == sorted(places)
    assert -1 not in places
    assert f"《{TITLE}》第1版" in text
    download = village.get(reverse("desk:papers-file", args=[first.uuid]))
    assert b"".join(download.streaming_content) == bytes(first.content)

    second = filed(admin, scene, "2026-06-05")

    assert (second.version, second.title) == (2, TITLE)
    sentence = "指引已有第2版，步骤还没有更新"
    assert sentence in admin.get(reverse("desk:ledgers-detail", args=["theme_party_day"])).content.decode()
    attached(admin, second, "theme_party_day")
    text = village.get(new("theme_party_day", scene, "A1")).content.decode()
    assert (f"《{TITLE}》第2版" in text, sentence in text, steps[0] in text) == (True, False, True)


def test_ledger_without_steps_shows_none_and_a_villages_own_guide_is_its_own(scene: Scene) -> None:
    village = logged_in(scene, "a1_secretary")
    path = reverse("desk:papers-list", args=[scene["A1"].uuid])
    village.post(path, {"kind": "guide", "title": "本村指引", "dated": "2026-02-01", "file": pdf("指引.pdf")})
    own = FiledPaper.objects.get()
    assert logged_in(scene, "b1_secretary").get(reverse("desk:papers-file", args=[own.uuid])).status_code == 404
    assert unguided(logged_in(scene, "county_admin")) == set()
    assert "按操作指引这样做" not in village.get(new("general_meeting", scene, "A1")).content.decode()
