"""Two people sign off one row at the same moment, through the page: exactly one succeeds, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from guanmo.stages.rectification.models import RowTransition, SignOff
from tests.county import Scene
from tests.stages.rectification.way import in_days, looked_back

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.requirement("S0-3.1-p")
def test_of_two_who_sign_off_at_once_one_succeeds_and_one_is_told(county: Scene) -> None:
    row = looked_back(county)
    address = reverse("desk:rows-sign-off", args=[row.uuid])
    together = Barrier(2)
    clients = {}
    for who in ("a_secretary", "a_deputy"):
        clients[who] = Client()
        clients[who].force_login(county.person(who))

    def press(who: str) -> tuple[int, str]:
        try:
            together.wait(30)
            answer = clients[who].post(address, {"evidence": f"{who}验收"})
            return answer.status_code, answer.content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(clients, pool.map(press, clients), strict=True))

    assert sorted(status for status, _text in answers.values()) == [200, 302]
    [(loser, text)] = [(who, text) for who, (status, text) in answers.items() if status == 200]
    told = "这一条现在是“已销号”，不能销号。可能别人刚刚办理过，请刷新页面查看。"
    assert (told in text, f"{loser}验收" in text) == (True, True)
    [winner] = set(answers) - {loser}
    signed = SignOff.objects.values_list("acceptor__username", "signed_off_on", "evidence")
    assert list(signed) == [(winner, in_days(0), f"{winner}验收")]
    assert RowTransition.objects.filter(row=row, target="signed_off").count() == 1
