"""`pimpasa setup`: questions until the answers hold, then an office, whole or not at all."""

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.config.commands import setup
from pimpasa.config.errors import Fault
from pimpasa.territory.models import Desk, District, Jurisdiction, Office, Province, Regency

GOOD = ["Kanim Uji", "Inteldakim", "31.73.01", "Hana", "hana@example.org", "Kiki", "kiki@example.org", "y"]


@pytest.fixture
def district(db: None) -> District:
    province = Province.objects.create(code="31", name="DKI Jakarta")
    regency = Regency.objects.create(code="31.73", name="Jakarta Barat", province=province)
    return District.objects.create(code="31.73.01", name="Cengkareng", regency=regency)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the operator types, line by line; then the input ends."""
    lines: list[str] = []

    def read(question: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr("builtins.input", read)
    return lines


def test_it_works(district: District, answer: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    answer += GOOD
    founded = setup._found()
    setup._print(founded)
    said = capsys.readouterr().out
    assert founded.kit in said
    assert f"Hana (Kepala kantor): http://127.0.0.1:8000/masuk/undangan/{Officer.objects.get(name='Hana').pk}/" in said
    assert founded.office.is_fallback
    assert Jurisdiction.objects.get(district=district).office == founded.office
    assert Desk.objects.get(office=founded.office, kind=Desk.Kind.UNIT).name == "Inteldakim"


@pytest.mark.parametrize(
    ("place", "wrong", "complaint"),
    [
        (0, "", "Write 1 to 120 characters."),
        (1, "x" * 121, "Write 1 to 120 characters."),
        (2, "31.73.99", "31.73.99 is no kecamatan's code: write it like 31.73.01."),
        (2, " ", "Name one kecamatan at least."),
        (4, "hana", "This is no e-mail address."),
        (7, "mungkin", "Answer y or n."),
    ],
)
def test_a_wrong_answer_is_asked_again(
    district: District, answer: list[str], capsys: pytest.CaptureFixture[str], place: int, wrong: str, complaint: str
) -> None:
    answer += [*GOOD[:place], wrong, *GOOD[place:]]
    setup._found()
    assert capsys.readouterr().out == f"  {complaint}\n"
    assert Office.objects.count() == 1


def test_what_is_taken_is_asked_again(
    district: District, answer: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer += GOOD
    setup._found()
    answer += [GOOD[0], "Kanim Lain", "Inteldakim", GOOD[2]]
    with pytest.raises(Fault, match="nothing was set up: no answer to “Codes of its kecamatan"):
        setup._found()
    said = capsys.readouterr().out
    assert said == "  This office is set up already.\n  Cengkareng belongs to Kanim Uji already.\n"
    assert Office.objects.count() == 1


def test_the_fall_back_is_chosen_and_never_whoever_was_first(district: District, answer: list[str]) -> None:
    answer += [*GOOD[:-1], "n"]
    founded = setup._found()
    assert not founded.office.is_fallback
    assert not Office.objects.filter(is_fallback=True).exists()
