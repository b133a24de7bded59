"""The ranking lists of a round, on the screen and as .xlsx, by the same filter (S0-3.1-j, S0-3.1-k)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.http import UserRequest
from guanmo.desk.results.lists import Beside, cards, class_choices
from guanmo.desk.results.steps import next_steps
from guanmo.desk.results.versions import last_superseded
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.composers.rankings import by_list, ranking_list
from guanmo.stages.documents.composers.rule import class_words, official_words, rule_used
from guanmo.stages.documents.composers.townships import township_facts
from guanmo.stages.documents.enums import Format
from guanmo.stages.documents.exporters import to_xlsx
from guanmo.stages.rectification.queries import rectified_scores
from guanmo.stages.results.enums import List, ManagementClass
from guanmo.stages.results.models import Standing
from guanmo.stages.results.queries import results_of
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.queries import round_for


@require_safe
def results(request: UserRequest, uuid: UUID) -> HttpResponse:
    """All lists of the round with the rule by which they were made."""
    round = round_for(request.user, uuid)
    standings = list(results_of(request.user, round))
    chosen = _chosen(request)
    facts = township_facts(round) if round.tier == Tier.COUNTY_DEMONSTRATION and standings else {}
    beside = Beside(facts, rectified_scores(request.user, round))
    context = {
        "round": round,
        "superseded": last_superseded(request.user, round),
        "ranking": standings[0].ranking if standings else None,
        "cards": cards(round, _of_class(standings, chosen), beside, f"class={chosen}" if chosen else ""),
        "choices": class_choices(standings, chosen),
        "official": official_words(round.official),
        "classes": class_words(round.classes),
        "notes": rule_used(round).notes,
        "steps": next_steps(request.user, round),
    }
    return render(request, "desk/results/list.html", context)


@require_safe
def export(request: UserRequest, uuid: UUID, name: str) -> HttpResponse:
    """One list as .xlsx with the rows that the screen shows; NotVisible where the screen shows none."""
    round = round_for(request.user, uuid)
    lists = by_list(_of_class(list(results_of(request.user, round)), _chosen(request)))
    if name not in List.values or List(name) not in lists:
        raise NotVisible
    content = ranking_list(round, List(name), lists[List(name)], today=timezone.localdate())
    return file_response(to_xlsx(content), Format.XLSX, f"{content.title}（{content.list_name}）")


def _chosen(request: UserRequest) -> str:
    chosen = request.GET.get("class", "")
    return chosen if chosen in ManagementClass.values else ""


def _of_class(standings: list[Standing], chosen: str) -> list[Standing]:
    return [one for one in standings if not chosen or getattr(one, "class_shown", "") == chosen]
