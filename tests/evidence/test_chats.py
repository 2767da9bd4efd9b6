"""Chats of the countries where people work, written as their phones do and read again; and files made to do harm."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimpasa.evidence.decoder.chats import answers, phrases
from pimpasa.evidence.decoder.chats.answers import LONGEST_TEXT, Question
from pimpasa.evidence.decoder.chats.turns import MOST_TURNS, PAGE, Kind
from pimpasa.evidence.decoding import decoded_content
from pimpasa.evidence.threads import Thread, Turn, thread_in

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def read(content: bytes | str, **wish: Any) -> Thread:
    """As an officer would see it, without the sandbox."""
    plain = content.encode() if isinstance(content, str) else content
    answer = answers.answer(io.BytesIO(plain), Question.of({"number": 1, **wish}))
    return thread_in(json.loads(json.dumps(answer)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def said(thread: Thread) -> list[tuple[str, str]]:
    return [(turn.who, turn.text) for turn in thread.turns]


def twelve(moment: datetime, morning: str, evening: str) -> str:
    """9:05 with the word for its half of the day before it."""
    return f"{morning if moment.hour < 12 else evening}{moment.hour % 12 or 12}:{moment:%M}"


def twelve_before(moment: datetime, morning: str, evening: str) -> str:
    """9:05 with the word behind it."""
    return f"{moment.hour % 12 or 12}:{moment:%M}{morning if moment.hour < 12 else evening}"


def android(when: Callable[[datetime], str]) -> Callable[[datetime], str]:
    return lambda moment: f"{when(moment)} - "


def iphone(when: Callable[[datetime], str]) -> Callable[[datetime], str]:
    return lambda moment: f"\u200e[{when(moment)}] "


def dmy(m: datetime, by: str = "/") -> str:
    return f"{m.day}{by}{m.month}{by}{m.year}"


RTL = "\u200f/"
NN = "\u202f"
NB = "\u00a0"
LOCALES: dict[str, Callable[[datetime], str]] = {
    "Indonesian": android(lambda m: f"{m:%d/%m/%y %H.%M}"),
    "Indonesian, 12 hours": android(lambda m: f"{m:%d/%m/%y} {twelve_before(m, ' AM', ' PM').replace(':', '.')}"),
    "Indonesian, iPhone": iphone(lambda m: f"{m:%d/%m/%y %H.%M.%S}"),
    "Malay": android(lambda m: f"{m:%d/%m/%Y}, {twelve_before(m, ' PG', ' PTG')}"),
    "Malay, iPhone": iphone(lambda m: f"{dmy(m)}, {twelve_before(m, f'{NN}PG', f'{NN}PTG')}"),
    "Taiwan": android(lambda m: f"{m.year}/{m.month}/{m.day} {twelve(m, '上午', '下午')}"),
    "Taiwan, its own years": android(lambda m: f"{m.year - 1911}/{m.month}/{m.day} {twelve(m, '上午', '下午')}"),
    "Hong Kong": android(lambda m: f"{dmy(m)} {twelve(m, '上午', '下午')}"),
    "China, iPhone": iphone(lambda m: f"{m.year}/{m.month}/{m.day} {m:%H:%M:%S}"),
    "China, words": android(lambda m: f"{m.year}年{m.month}月{m.day}日 {twelve(m, '上午', '下午')}"),
    "Spanish": android(lambda m: f"{dmy(m)}, {twelve_before(m, f'{NB}a.{NB}m.', f'{NB}p.{NB}m.')}"),
    "Spanish, narrow": android(lambda m: f"{dmy(m)}, {twelve_before(m, f'{NN}a.{NB}m.', f'{NN}p.{NB}m.')}"),
    "Japanese": android(lambda m: f"{m:%Y/%m/%d %H:%M}"),
    "Japanese, 12 hours": iphone(lambda m: f"{m:%Y/%m/%d} {twelve(m, '午前', '午後')}"),
    "Korean": android(lambda m: f"{m.year}. {m.month}. {m.day}. {twelve(m, '오전 ', '오후 ')}"),
    "Korean, iPhone": iphone(lambda m: f"{m.year}. {m.month}. {m.day}. {twelve(m, '오전 ', '오후 ')}:{m:%S}"),
    "Korean, words": android(lambda m: f"{m.year}년 {m.month}월 {m.day}일 {twelve(m, '오전 ', '오후 ')}"),
    "Arabic": android(lambda m: f"{dmy(m, RTL)}، {twelve_before(m, ' ص', ' م')}".translate(ARABIC)),
    "Arabic, iPhone": iphone(lambda m: f"{dmy(m, RTL)}، {m:%H:%M:%S}".translate(ARABIC)),
    "Thai": android(lambda m: f"{m.day}/{m.month}/{m.year + 543} {m:%H:%M}"),
    "Thai, short": android(lambda m: f"{m.day}/{m.month}/{(m.year + 543) % 100} {m:%H:%M}"),
    "Thai, own digits": iphone(lambda m: f"{m.day}/{m.month}/{m.year + 543} {m:%H:%M:%S}".translate(THAI)),
    "Hindi": android(lambda m: f"{m.day}/{m.month}/{m:%y}, {twelve_before(m, ' am', ' pm')}"),
    "Hindi, own digits": android(lambda m: f"{dmy(m)}, {twelve(m, 'पूर्वाह्न ', 'अपराह्न ')}".translate(DEVANAGARI)),
    "Portuguese": android(lambda m: f"{m:%d/%m/%Y %H:%M}"),
    "Portuguese, iPhone": iphone(lambda m: f"{m:%d/%m/%y, %H:%M:%S}"),
    "Turkish": android(lambda m: f"{m:%d.%m.%Y %H:%M}"),
    "Turkish, 12 hours": android(lambda m: f"{m:%d.%m.%Y} {twelve(m, 'ÖÖ ', 'ÖS ')}"),
    "German": android(lambda m: f"{m:%d.%m.%y, %H:%M}"),
    "German, iPhone": iphone(lambda m: f"{m:%d.%m.%y, %H:%M:%S}"),
    "French": android(lambda m: f"{m:%d/%m/%Y à %H:%M}"),
    "French, Canada": android(lambda m: f"{m:%Y-%m-%d %H} h {m:%M}"),
    "Dutch": android(lambda m: f"{m:%d-%m-%Y %H:%M}"),
    "Dutch, iPhone": iphone(lambda m: f"{m:%d-%m-%Y %H:%M:%S}"),
    "English, US": android(lambda m: f"{m.month}/{m.day}/{m:%y}, {twelve_before(m, f'{NN}AM', f'{NN}PM')}"),
    "English, US, iPhone": iphone(
        lambda m: f"{m.month}/{m.day}/{m:%y}, {m.hour % 12 or 12}:{m:%M:%S}{NN}{'AM' if m.hour < 12 else 'PM'}"
    ),
    "English, UK": android(lambda m: f"{m:%d/%m/%Y, %H:%M}"),
    "English, Australia": android(lambda m: f"{dmy(m)}, {twelve_before(m, f'{NN}am', f'{NN}pm')}"),
    "English, South Africa": android(lambda m: f"{m:%Y/%m/%d, %H:%M}"),
    "Vietnamese": android(lambda m: f"{m:%H:%M}, {m:%d/%m/%Y}"),
    "Vietnamese, iPhone": iphone(lambda m: f"{m:%H:%M:%S}, {m:%d/%m/%Y}"),
    "Vietnamese, 12 hours": android(lambda m: f"{dmy(m)}, {twelve_before(m, ' SA', ' CH')}"),
    "Khmer": android(lambda m: f"{dmy(m)}, {twelve_before(m, ' ព្រឹក', ' ល្ងាច')}".translate(KHMER)),
    "Burmese": android(lambda m: f"{dmy(m, '-')} {twelve(m, 'နံနက် ', 'ညနေ ')}".translate(BURMESE)),
    "signal-export": lambda m: f"[{m:%Y-%m-%d, %H:%M}] ",
}
# What no app writes into a message by itself, and what a message may be: several lines, colons, dates, other alphabets.
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")) | st.sampled_from("\n::/- [12]"),
    min_size=1,
    max_size=60,
)
NAMES = st.sampled_from(
    ["Sari", "Mbak Ani", "陳老闆", "+62 812-3456-7890", "Ejen Lim", "أبو سالم", "นายจ้าง", "Tom/HR (Dubai)"]
)


def is_plain(text: str) -> bool:
    """No phrase or line that an export gives a meaning of its own."""
    first = text.partition("\n")[0]
    return text.strip() == text and not phrases.kind_of(text)[0] and not first.endswith((">", ")")) and ": " not in text


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_a_phone_writes_is_read_again(locale: str, data: st.DataObject) -> None:
    head = LOCALES[locale]
    # From the 13th on, so that the file says itself which number is the day; days and hours then run over all.
    moment = at("2024-01-13T09:05:00")
    turns: list[tuple[datetime, str, str]] = []
    for name, words, later in data.draw(
        st.lists(st.tuples(NAMES, WORDS.filter(is_plain), st.integers(1, 60 * 24 * 40)), min_size=1, max_size=12)
    ):
        turns.append((moment, name, words))
        moment += timedelta(minutes=later)
    thread = read("\n".join(f"{head(when)}{name}: {words}" for when, name, words in turns))
    assert [(turn.at, turn.who, turn.text) for turn in thread.turns] == turns
    assert not any(turn.is_back or turn.kind for turn in thread.turns)


class TestOrder:
    @pytest.mark.parametrize(
        ("days", "order", "proof"),
        [
            (["3/4/25, 14:05", "13/4/25, 14:05"], "dmy", "values"),
            (["3/4/25, 14:05", "3/14/25, 14:05"], "mdy", "values"),
            (["3/4/25, 14:05", "4/4/25, 14:05", "1/5/25, 14:05"], "dmy", "times"),
            (["3/4/25, 14:05", "4/1/25, 14:05", "4/2/25, 14:05"], "mdy", "times"),
            (["3/4/25, 2:05 PM"], "mdy", "form"),
            (["3/4/25, 2:05 pm"], "dmy", "form"),
            (["3/4/25, 14:05"], "", ""),
        ],
    )
    def test_it_is_decided_over_the_whole_file(self, days: list[str], order: str, proof: str) -> None:
        thread = read("\n".join(f"{day} - Sari: ya" for day in days))
        assert (thread.order, thread.proof) == (order, proof)

    def test_by_the_language_of_the_app(self) -> None:
        thread = read(
            "3/4/25, 14:05 - Los mensajes y las llamadas están cifrados de extremo a extremo.\n3/4/25, 14:06 - Ana: sí"
        )
        assert (thread.order, thread.proof) == ("dmy", "language")

    def test_what_cannot_be_decided_is_said(self) -> None:
        thread = read("3/4/25, 14:05 - Sari: ya")
        assert thread.is_ambiguous
        assert thread.turns == [Turn("3/4/25, 14:05", "Sari", "ya", person=0)]

    def test_years_of_the_moon_are_shown_as_written(self) -> None:
        thread = read("12/3/1447 هـ، 2:05 م - سارة: نعم")
        assert (thread.turns[0].who, thread.turns[0].at) == ("سارة", None)


class TestNotices:
    @pytest.mark.parametrize(
        "notice",
        [
            'Budi mengubah nama grup dari "Loker: Batam" ke "Loker: Dubai"',
            "Budi membuat grup “Loker: Batam”",
            'Budi menukar nama kumpulan daripada "Kerja: KL" kepada "Kerja: JB"',
            "Budi changed the subject from “Jobs: Batam” to “Jobs: Dubai”",
            "Budi cambió el asunto de «Trabajo: A» a «Trabajo: B»",
            "Budi mudou o nome do grupo de “Vaga: A” para “Vaga: B”",
            "Budi hat den Betreff von „Arbeit: A“ zu „Arbeit: B“ geändert",
            "Budi a changé le sujet « Emploi : A »: fini",
            'Budi grubun adını "İş: A" olarak değiştirdi',
            "Budi đã đổi tên nhóm từ “Việc: A” sang “Việc: B”",
            "Budi เปลี่ยนชื่อกลุ่มจาก “งาน: A” เป็น “งาน: B”",
            "Budi 將主題由「工作: A」改為「工作: B」",
            "Budiさんが件名を「仕事: A」から「仕事: B」に変更しました",
            "Budi님이 제목을 '일: A'에서 '일: B'로 변경했습니다",
            "قام Budi بتغيير الموضوع من «عمل: أ» إلى «عمل: ب»",
            "Budi ने ग्रुप का नाम “काम: A” से बदल दिया",
        ],
    )
    def test_a_colon_in_one_makes_no_sender(self, notice: str) -> None:
        thread = read(f"13/09/25 14.05 - Sari: halo\n13/09/25 14.06 - {notice}")
        assert [(turn.who, turn.text, turn.kind) for turn in thread.turns] == [
            ("Sari", "halo", Kind.WORDS),
            ("", notice, Kind.SYSTEM),
        ]

    def test_an_iphone_s_are_marked(self) -> None:
        thread = read(
            "[13/09/25 14.05.33] Grup Loker: \u200ePesan dan panggilan dienkripsi.\n[13/09/25 14.06.01] Sari: ya"
        )
        assert [turn.kind for turn in thread.turns] == [Kind.SYSTEM, Kind.WORDS]
        assert [person.name for person in thread.people] == ["Sari"]

    def test_a_name_with_a_colon(self) -> None:
        lines = [f"13/09/25 14.0{n} - Agen: Resmi: pesan {n}" for n in range(3)]
        thread = read("\n".join([*lines, "13/09/25 14.05 - Agen: Resmi keluar", "13/09/25 14.06 - Sari: Ya: baik"]))
        assert said(thread) == [
            ("Agen: Resmi", "pesan 0"),
            ("Agen: Resmi", "pesan 1"),
            ("Agen: Resmi", "pesan 2"),
            ("", "Agen: Resmi keluar"),
            ("Sari", "Ya: baik"),
        ]


class TestMessages:
    @pytest.mark.parametrize(
        ("line", "file", "text"),
        [
            ("IMG-20250913-WA0001.jpg (file terlampir)\nini pasporku", "IMG-20250913-WA0001.jpg", "ini pasporku"),
            ("PTT-20250913-WA0014.opus (archivo adjunto)", "PTT-20250913-WA0014.opus", ""),
            ("IMG-20250913-WA0001.jpg (ဘာသာ)", "IMG-20250913-WA0001.jpg", ""),
            ("kontrak kerja.pdf (file attached)", "kontrak kerja.pdf", ""),
            ("\u200e<terlampir: 00000012-PHOTO-2025-09-13-14-06-01.jpg>", "00000012-PHOTO-2025-09-13-14-06-01.jpg", ""),
            (
                "kontrak.pdf • \u200e3 halaman \u200e<attached: 00000003-kontrak.pdf>",
                "00000003-kontrak.pdf",
                "kontrak.pdf • 3 halaman",
            ),
            ("kirim surat.pdf (yang kemarin)", "", "kirim surat.pdf (yang kemarin)"),
        ],
    )
    def test_what_is_attached_is_named(self, line: str, file: str, text: str) -> None:
        turn = read(f"13/09/25 14.05 - Sari: {line}").turns[0]
        assert (turn.who, turn.file, turn.text) == ("Sari", file, text)

    @pytest.mark.parametrize(
        "words",
        [
            "Pesan ini telah dihapus",
            "Mesej ini telah dipadam",
            "此訊息已刪除",
            "此消息已删除",
            "Se eliminó este mensaje.",
            "تم حذف هذه الرسالة",
            "This message was deleted",
            "삭제된 메시지입니다.",
            "ข้อความนี้ถูกลบแล้ว",
            "Mensagem apagada",
            "Bu mesaj silindi",
        ],
    )
    def test_a_deleted_one(self, words: str) -> None:
        assert read(f"13/09/25 14.05 - Sari: {words}").turns[0].kind is Kind.DELETED

    @pytest.mark.parametrize(
        "words", ["<Media tidak disertakan>", "<Media omitted>", "<Multimedia omitido>", "\u200eimage omitted"]
    )
    def test_one_left_out(self, words: str) -> None:
        assert read(f"13/09/25 14.05 - Sari: {words}").turns[0].kind is Kind.OMITTED

    def test_pasted_lines_whose_time_runs_backwards_are_marked(self) -> None:
        text = "13/09/25 14.05 - Ani: dia bilang:\n13/09/25 13.00 - Bos: utangmu 30 juta\n13/09/25 14.06 - Ani: tolong"
        assert [turn.is_back for turn in read(text).turns] == [False, True, False]

    def test_and_those_that_run_ahead(self) -> None:
        pasted = "14/09/25 13.00 - Bos: utangmu"
        text = f"13/09/25 14.05 - Ani: ini:\n{pasted}\n13/09/25 14.06 - Ani: a\n13/09/25 14.07 - Ani: b"
        assert [turn.is_back for turn in read(text).turns] == [False, True, False, False]

    def test_pasted_lines_of_another_form_stay_in_their_message(self) -> None:
        text = (
            "13/09/25 14.05 - Ani: dia bilang:\n[14:05, 12/9/2025] Bos: utangmu 30 juta\n13/09/25 14.06 - Ani: tolong"
        )
        assert said(read(text)) == [("Ani", "dia bilang:\n[14:05, 12/9/2025] Bos: utangmu 30 juta"), ("Ani", "tolong")]

    def test_the_order_of_the_network_is_no_lie(self) -> None:
        text = "13/09/25 14.05.30 - Ani: a\n13/09/25 14.05.10 - Bos: b\n13/09/25 14.06 - Ani: c"
        assert [turn.is_back for turn in read(text).turns] == [False, False, False]


def telegram_page(*messages: str) -> str:
    header = '<div class="page_header"><div class="content"><div class="text bold">HR Kamboja</div></div></div>'
    return f"<html><head><style>.x{{}}</style><script>alert(1)</script></head>{header}{''.join(messages)}</html>"


FIRST = (
    '<div class="message default clearfix" id="message1"><div class="body">'
    '<div class="pull_right date details" title="12.09.2025 14:05:33 UTC+07:00">14:05</div>'
    '<div class="from_name">HR &amp; Co</div>'
    '<div class="text">hubungi <a href="x">@hr</a><br>ya&quot;</div></div></div>'
)
JOINED = (
    '<div class="message default clearfix joined" id="message2"><div class="body">'
    '<div class="pull_right date details" title="12.09.2025 14:06:00 UTC+07:00">14:06</div>'
    '<div class="media_wrap"><a class="photo_wrap clearfix" href="photos/photo_1.jpg"></a></div></div></div>'
)


class TestOtherApps:
    def test_telegram_s_json(self) -> None:
        messages: list[dict[str, Any]] = [
            {
                "id": 1,
                "type": "service",
                "date": "2025-09-12T14:00:00",
                "actor": "HR",
                "action": "create_group",
                "title": "Loker",
            },
            {
                "id": 2,
                "type": "message",
                "date": "2025-09-12T14:05:00",
                "date_unixtime": "1757660700",
                "from": "HR",
                "text": ["hubungi ", {"type": "mention", "text": "@hr_kamboja"}, " ya"],
            },
            {
                "id": 3,
                "type": "message",
                "date": "2025-09-12T14:06:00",
                "from": "Sari",
                "photo": "photos/a.jpg",
                "text": "ini",
            },
        ]
        for message in messages:
            message.setdefault("date_unixtime", "1757660400")
        thread = read(json.dumps({"name": "HR", "type": "private_group", "messages": messages}))
        assert (thread.app, thread.zone, thread.title) == ("telegram", "utc", "HR")
        assert said(thread) == [("", "HR · create_group · Loker"), ("HR", "hubungi @hr_kamboja ya"), ("Sari", "ini")]
        assert thread.turns[1].at == at("2025-09-12T07:05")
        assert thread.turns[2].file == "a.jpg"

    def test_telegram_s_json_of_all_chats(self) -> None:
        message = {"type": "message", "date": "2025-09-12T14:05:00", "from": "HR", "text": "a"}
        chats = [{"name": "A", "messages": [message]}, {"name": "B", "messages": [message, message]}]
        content = json.dumps({"about": "x", "chats": {"about": "y", "list": chats}})
        assert (read(content).title, [chat.name for chat in read(content).chats]) == ("B", ["A", "B"])
        assert read(content, chat=0).title == "A"

    def test_telegram_s_pages(self) -> None:
        thread = read(telegram_page(FIRST, JOINED))
        assert (thread.app, thread.zone, thread.title) == ("telegram", "stated", "HR Kamboja")
        assert said(thread) == [("HR & Co", 'hubungi @hr\nya"'), ("HR & Co", "")]
        assert [(turn.at, turn.file) for turn in thread.turns] == [
            (at("2025-09-12T14:05:33"), ""),
            (at("2025-09-12T14:06"), "photo_1.jpg"),
        ]

    def test_telegram_s_pages_in_an_archive_are_one_chat(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("x/messages2.html", telegram_page(JOINED))
            archive.writestr("x/messages.html", telegram_page(FIRST))
        assert [turn.file for turn in read(out.getvalue()).turns] == ["", "photo_1.jpg"]

    def test_facebook_s_and_instagram_s(self) -> None:
        def broken(text: str) -> str:
            return text.encode().decode("latin-1")

        messages = [
            {"sender_name": "Sari", "timestamp_ms": 1757660760000, "content": broken("baik 😀")},
            {"sender_name": broken("陳"), "timestamp_ms": 1757660700000, "photos": [{"uri": "a/b/foto.jpg"}]},
        ]
        thread = read(json.dumps({"participants": [], "messages": messages, "title": broken("陳")}))
        assert (thread.app, thread.zone, thread.title) == ("meta", "utc", "陳")
        assert said(thread) == [("陳", ""), ("Sari", "baik 😀")]
        assert thread.turns[0].file == "foto.jpg"

    def test_messenger_s_encrypted_chats(self) -> None:
        messages = [{"senderName": "Sari", "timestamp": 1757660760000, "text": "baik", "isUnsent": False}]
        assert said(read(json.dumps({"participants": ["Sari"], "threadName": "x", "messages": messages}))) == [
            ("Sari", "baik")
        ]

    @pytest.mark.parametrize(
        ("header", "day", "times"),
        [
            ("[LINE] Chat history with HR\nSaved on: 2025/09/14 10:00", "Sat, 13/09/2025", ("14:05", "14:06")),
            ("[LINE] HRとのトーク履歴\n保存日時：2025/09/14 10:00", "2025/09/13(土)", ("午後2:05", "午後2:06")),
            ("[LINE] 與HR的聊天記錄\n儲存日期：2025/09/14 10:00", "2025/09/13（週六）", ("下午02:05", "下午02:06")),
            ("[LINE] ประวัติการแชทกับ HR\nบันทึกเมื่อ: 14/09/2568 10:00", "ส. 13/09/2568", ("14:05", "14:06")),
            (
                "[LINE] Riwayat obrolan dengan HR\nDisimpan pada: 14/09/2025 10.00",
                "Sab, 13/09/2025",
                ("14.05", "14.06"),
            ),
        ],
    )
    def test_line_s(self, header: str, day: str, times: tuple[str, str]) -> None:
        text = f'{header}\n\n{day}\n{times[0]}\tHR\t"halo\ndua"\n{times[1]}\tSari\t[Photo]\n'
        thread = read(text)
        assert (thread.app, said(thread)) == ("line", [("HR", "halo\ndua"), ("Sari", "[Photo]")])
        assert [turn.at for turn in thread.turns] == [at("2025-09-13T14:05"), at("2025-09-13T14:06")]

    def test_line_s_from_a_computer(self) -> None:
        text = "2025.09.13 土曜日\n14:05 老闆 明天來\n14:06 Sari ya\ndua"
        thread = read(text)
        assert (thread.app, said(thread)) == ("line", [("老闆", "明天來"), ("Sari", "ya\ndua")])

    @pytest.mark.parametrize(
        "text",
        [
            "Sabtu, 13/09/2025\n08.00 dia datang\n14.05 paspor diambil",
            "Ketemu bos 13/09/2025 14:05\ndi terminal",
            "{halo",
            "[x",
            "<p>halo</p>",
            "12 orang - dikurung: di ruko",
            "jam 14.05 - dia pergi: jauh",
        ],
    )
    def test_a_diary_is_no_chat(self, text: str) -> None:
        assert (read(text).name, said(read(text))) == ("", [("", text)])

    def test_signal_s_by_sigtop(self) -> None:
        text = (
            "Conversation: HR\n\nFrom: HR (+855 1)\nType: incoming\nSent: Fri, 12 Sep 2025 14:05:33 +0700\n"
            "Attachment: foto.jpg (image/jpeg, 10 bytes)\n\nhalo\ndua\n\n"
        )
        thread = read(text)
        assert (thread.app, thread.title, thread.zone) == ("signal", "HR", "utc")
        assert thread.turns == [
            Turn(
                "2025-09-12 07:05:33",
                "HR (+855 1)",
                "halo\ndua",
                at("2025-09-12T07:05:33"),
                file="foto.jpg",
                person=0,
            )
        ]

    def test_signal_s_in_lines_of_json(self) -> None:
        line = {"date": "2025-09-12T14:05:00", "sender": "HR", "body": "halo", "attachments": [{"name": "a.jpg"}]}
        thread = read("\n".join([json.dumps(line), json.dumps(line)]))
        assert (thread.app, said(thread)) == ("signal", [("HR", "halo")] * 2)

    @pytest.mark.parametrize("form", ["{who}  {when}\n{text}\n\n", "{when} {who}\n{text}\n\n"])
    def test_wechat_s(self, form: str) -> None:
        moments = [at("2025-09-12T14:05:33"), at("2025-09-12T14:06")]
        text = "".join(
            form.format(who="老闆", when=f"{moment:%Y-%m-%d %H:%M:%S}", text="明天\n來") for moment in moments
        )
        thread = read(text)
        assert (thread.app, said(thread)) == ("wechat", [("老闆", "明天\n來")] * 2)
        assert [turn.at for turn in thread.turns] == moments


class TestLooking:
    CHAT = "\n".join(
        f"{13 + n // 100}/09/25 14.{n % 60:02} - {'Ani' if n % 2 else 'Bos'}: pesan {n}" for n in range(950)
    )

    def test_by_pages(self) -> None:
        thread = read(self.CHAT, number=2)
        assert (thread.count, thread.pages, thread.turns[0].place) == (950, 10, PAGE)
        assert read(self.CHAT, number=99).turns[-1].text == "pesan 949"

    def test_words_and_people(self) -> None:
        assert [turn.place for turn in read(self.CHAT, words="PESAN 94").turns] == [94, *range(940, 950)]
        thread = read(self.CHAT, words="pesan 94", who=1)
        assert {turn.who for turn in thread.turns} == {thread.people[1].name}

    def test_from_a_day_on(self) -> None:
        assert read(self.CHAT, day="2025-09-16").number == 4
        assert read(self.CHAT, day="2999-01-01").number == 10

    def test_the_fullest_text_of_an_archive_is_the_chat(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("catatan.txt", "x\n" * 5000)
            archive.writestr("apa saja", self.CHAT)
            archive.writestr("IMG.jpg", b"\xff\xd8\xff\x00")
        thread = read(out.getvalue())
        assert (thread.count, [chat.name for chat in thread.chats]) == (950, ["catatan.txt", "apa saja"])

    def test_a_long_message_is_cut_and_says_so(self) -> None:
        turn = read("13/09/25 14.05 - Sari: " + "x" * (LONGEST_TEXT + 5)).turns[0]
        assert (len(turn.text), turn.cut) == (LONGEST_TEXT, 5)

    def test_a_cut_off_download_shows_what_came(self) -> None:
        message = {"type": "message", "date": "2025-09-12T14:05:00", "from": "HR", "text": "a"}
        content = json.dumps({"name": "A", "messages": [message, message]})
        thread = read(content[:-30])
        assert (thread.count, thread.is_cut) == (1, True)


MANY = 40 * 1024**2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: b"\n" * MANY, id="lines without anything"),
        pytest.param(lambda: b"a" * MANY, id="a line of 40 MB"),
        pytest.param(lambda: b"12/09/25 14.05 - Sari: " + b"a: " * (MANY // 3), id="a message of colons"),
        pytest.param(lambda: b"1/1/25 10:00 - A: x\n" * 10_000_000, id="ten million turns"),
        pytest.param(lambda: b"1/1/1, " * (MANY // 7), id="a line of dates"),
        pytest.param(lambda: b"12/09/25, \n" * (MANY // 11), id="dates without times"),
        pytest.param(lambda: b"[" * 100_000, id="lists in lists"),
        pytest.param(lambda: b'{"messages":[' + b'{"a":' * 100_000, id="objects in objects"),
        pytest.param(lambda: b'{"messages":[' + b"[]," * (MANY // 3), id="a list of lists"),
        pytest.param(lambda: b'{"x":[' + b"[]," * (MANY // 3) + b"1]}", id="a list that nobody reads"),
        pytest.param(lambda: b'{"messages":[' + b"1" * MANY, id="a number of 40 MB"),
        pytest.param(lambda: b'<div class="message default">' + b"<a " * (MANY // 3), id="tags that never close"),
        pytest.param(lambda: b'<div class="message default">' + b"<div>" * (MANY // 5), id="boxes in boxes"),
        pytest.param(lambda: b'<div class="message default"><script>' + b"x<" * (MANY // 2), id="a script"),
        pytest.param(lambda: b"2025/09/12(x)\n" + b"14:05\tA\tx\n" * (MANY // 10), id="a day of four million turns"),
        pytest.param(
            lambda: b"ab 2025-09-12 14:05:33\nx\n" * 9_000 + b"a a a a a a 1\n" * (MANY // 14), id="nearly heads"
        ),
    ],
)
def test_what_is_made_to_do_harm_is_shown_in_part_and_in_time(content: Callable[[], bytes]) -> None:
    """In the real sandbox, whose limits of 20 seconds and 1.5 GB would end it with nothing shown."""
    thread = thread_in(json.loads(decoded_content(content(), "thread", number=1)))
    assert len(thread.turns) <= PAGE
    assert thread.count <= MOST_TURNS


def test_a_chat_of_a_hundred_thousand_turns_is_shown() -> None:
    moment = at("2024-01-13T09:05")
    lines = [
        f"{moment + timedelta(minutes=number):%d/%m/%y %H.%M} - {('Bos', 'Ani')[number % 2]}: Bayar dulu {number}"
        for number in range(100_000)
    ]
    content = "\n".join(lines).encode()
    thread = thread_in(json.loads(decoded_content(content, "thread", number=1000)))
    assert (thread.count, thread.pages, thread.turns[-1].text) == (100_000, 1000, "Bayar dulu 99999")
