"""What a letter's page and its check page say after something that it rests upon was corrected."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.papers.opening.papers import peek
from tests.factories import papers as made
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]
STAYS = "Karangan: hanya salah ketik nama pasar."


def test_pages(office: Cast, signed_in: SignIn) -> None:
    paper = made.outdated(office.dewi, office.hadi)
    code = peek(paper, keyring(office.hadi)).contents.code
    hadi, dewi = signed_in(office.hadi), signed_in(office.dewi)
    page = reverse("officers:paper", args=[paper.pk])
    stays = reverse("officers:let_stand", args=[paper.pk])
    assert page in hadi.get(reverse("officers:workplace")).content.decode()
    assert stays in hadi.get(page).content.decode()
    read = dewi.get(page).content.decode()
    assert "Peristiwa kasus" in read
    assert stays not in read
    assert dewi.get(stays).status_code == 403
    checked = Client().get(reverse("public:check_paper", args=[code])).content.decode()
    assert "Tanyakan kepada kantor itu apakah surat ini masih berlaku." in checked
    assert "Peristiwa" not in checked
    assert hadi.post(stays, {"reason": STAYS})["Location"] == page
    assert STAYS in dewi.get(page).content.decode()
    assert stays not in hadi.get(page).content.decode()
    assert page not in hadi.get(reverse("officers:workplace")).content.decode()
    checked = Client().get(reverse("public:check_paper", args=[code])).content.decode()
    assert "masih berlaku" not in checked
