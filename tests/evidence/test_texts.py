"""Texts as devices keep them in the countries where the workers are: their letters come out, whatever the alphabet."""

from __future__ import annotations

import pytest

from pimpasa.evidence.decoder.texts import text_of
from pimpasa.evidence.opening.previews import thread_of
from tests.factories.evidence import DRAFT_KEY, exhibit

SIMPLIFIED = "老板说机票和签证都免费，到了以后才知道要还钱。手机被没收，不准出门。"
TRADITIONAL = "仲介說機票和簽證都免費，到了以後才知道要還錢。手機被沒收，不准出門。"
MIXED = "[12/09/25 14.05.33] 林小姐: 明天早上九點來公司簽約\n[12/09/25 14.06.33] Siti: baik kak\n"
JAPANESE = "漁船で働いています。給料は三か月もらっていません。助けてください。"
KOREAN = "한국 공장에서 일했어요. 월급을 세 달 동안 못 받았고 여권도 뺏겼습니다."
THAI = "นายหน้าบอกว่าฟรีทุกอย่าง แต่พอไปถึงต้องจ่ายเงินคืน"
ARABIC = "الكفيل أخذ جوازي وهاتفي ولا يعطيني راتبي منذ ثلاثة أشهر"
SPANISH = "Señor, el patrón nos quitó los pasaportes. ¿Cuándo volvemos? Él dijo que mañana."
INDONESIAN = "Gaji €500 – per bulan “pasti”, kumpul di café jam 5 sore."
RUSSIAN = "Здравствуйте, начальник забрал паспорта и не платит зарплату"
VIETNAMESE = "Xin chào, ông chủ đã lấy hộ chiếu của tôi"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"), (SIMPLIFIED, "utf-16-le"), (TRADITIONAL, "big5"), (TRADITIONAL, "utf-16-be"),
        (TRADITIONAL, "gb18030"), (MIXED, "big5"), (MIXED, "utf-16"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"), (KOREAN, "cp949"), (KOREAN, "utf-16-le"), (THAI, "cp874"), (ARABIC, "cp1256"),
        (ARABIC, "utf-16-le"), (SPANISH, "cp1252"), (SPANISH, "utf-16-be"), (INDONESIAN, "cp1252"),
        (RUSSIAN, "cp1251"), (VIETNAMESE, "utf-16-le"), ("护照", "gb18030"), ("Señor Núñez", "cp1252"),
    ],
)  # fmt: skip
def test_letters_come_out_of_every_alphabet(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", [SIMPLIFIED, ARABIC, INDONESIAN, "", "halo", "👩‍👩‍👧 \u202eterbalik\u202c", "a\u2028b\x07"]
)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert text_of(text.encode()) == text
    assert text_of(b"\xef\xbb\xbf" + text.encode()) == text


def test_a_damaged_letter_hides_no_other() -> None:
    content = (SIMPLIFIED * 20).encode()
    assert text_of(content[:1000] + b"\xff" + content[1000:]).replace("\ufffd", "").startswith(SIMPLIFIED)


@pytest.mark.django_db
def test_an_officer_reads_it() -> None:
    file = exhibit(MIXED.encode("big5"), name="chat.txt", declared="text/plain")
    turn = thread_of(file, key=DRAFT_KEY).turns[0]
    assert (turn.when, turn.who, turn.text) == ("12/09/25 14.05.33", "林小姐", "明天早上九點來公司簽約")
