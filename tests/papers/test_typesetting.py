"""Papers as PDF: whole for any text, the same for the same text, and never a way out of the typesetter."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimpasa.papers import layout, typesetter, typesetting
from pimpasa.papers.errors import TemplateFault
from pimpasa.papers.fields import fields_of, samples_of
from pimpasa.papers.kinds import CODES, PaperKind
from pimpasa.papers.layout import Head, Issue
from pimpasa.papers.typesetting import typeset
from pimpasa.sandbox.programs import Program
from tests.refusals import refused

HEAD = Head(layout.ABOVE, "Kantor Imigrasi Karangan", ("Jalan Karangan 1", "Telepon 021-0000-0000"))
ISSUE = Issue("SPT-7/IX/2025", date(2025, 9, 25), "0000-0000-0000-0000-00000", "https://contoh.invalid")
DAY = date(2025, 9, 25)
# What Typst, PDF and people's keyboards make special.
NASTY = (
    '#import "@preview/x:1.0.0": *',
    "*bold* _italic_ $x^2$ `raw` <label> @ref // comment /* more",
    '#read("/etc/passwd") #sys.inputs.data #panic()',
    "] } ) \\ #[ #{ \" ' ~ -- ---",
    "مرحبا بالعالم \u202eterbalik\u202c",
    "שלום",
    "中文 名字 한국어 ไทย",
    "👩‍👩‍👧‍👦 😀 🇮🇩",
    "\x00\x01\x1b\x7f\x85",
    "\ud800 \ue000 \U000f0000 \uffff \U0010ffff",
    "e\u0301\u0302\u0303 a⃣",
    "\u2028baris\u2029paragraf\r\nlain\ttab",
    "= judul\n- butir\n+ nomor\n/ istilah: arti",
)


def test_it_works() -> None:
    made = layout.sample(PaperKind.WARRANT, HEAD, source="")
    assert made.pdf.startswith(b"%PDF-1.7")
    assert [page[:8] for page in made.pages] == [b"\x89PNG\r\n\x1a\n"]


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_every_kind_has_its_code_fields_and_template() -> None:
    assert set(CODES) == set(PaperKind)
    assert len(set(CODES.values())) == len(PaperKind)
    # What all begin with; a dialogue's report, numbers and the monthly report, which are no papers.
    others = {"dasar", "kegiatan", "angka", "bulanan"}
    assert {path.stem for path in Path(layout.FOLDER).glob("*.typ")} == {kind.value for kind in PaperKind} | others


@pytest.mark.parametrize("kind", PaperKind)
def test_the_shipped_templates_print_every_field(kind: PaperKind) -> None:
    marks = {field.name: f"tanda{number}" for number, field in enumerate(fields_of(kind))}
    said = words(layout.issued(kind, marks, HEAD, ISSUE, source="").pdf)
    assert {name for name, mark in marks.items() if mark not in said} == set()
    assert ISSUE.number in said
    assert "0000-0000-0000-0000-00000" in said.replace("\n", "")


@pytest.mark.parametrize("kind", PaperKind)
def test_other_programs_read_it_as_tagged_pdf_a(kind: PaperKind) -> None:
    """qpdf's own check through pikepdf; what the file claims of itself; PDFium draws each page."""
    made = layout.issued(kind, samples_of(kind), HEAD, ISSUE, source="")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as metadata:
            claims = {name: metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
            assert metadata["dc:title"] == f"{_title(kind)} {ISSUE.number}"
        assert claims == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        assert str(pdf.Root.Lang).lower().startswith("id")
        assert bool(pdf.Root.MarkInfo.Marked) is True
        tags = _tags(pdf.Root.StructTreeRoot)
    assert {"/Document", "/H1", "/P"} <= tags
    for page in pypdfium2.PdfDocument(made.pdf):
        assert page.render(scale=0.5).to_pil().convert("L").getextrema()[0] < 128


def _title(kind: PaperKind) -> str:
    from django.utils import translation

    with translation.override("id"):
        return str(kind.label)


def _tags(root: pikepdf.Object) -> set[str]:
    found, left = set(), [root]
    while left:
        node = left.pop()
        if isinstance(node, pikepdf.Array):
            left += list(node)  # type: ignore[call-overload]
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                left.append(node.K)
    return found


def test_tables_are_tagged_as_tables() -> None:
    made = layout.issued(PaperKind.WARRANT, samples_of(PaperKind.WARRANT), HEAD, ISSUE, source="")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert {"/Table", "/TR", "/TH", "/TD", "/Figure"} <= _tags(pdf.Root.StructTreeRoot)


def test_the_same_paper_has_the_same_hash() -> None:
    fields = samples_of(PaperKind.HANDOVER)
    hashes = {
        hashlib.sha256(layout.issued(PaperKind.HANDOVER, fields, HEAD, ISSUE, source="").pdf).hexdigest()
        for _ in range(2)
    }
    assert len(hashes) == 1


def test_a_draft_says_so_across_each_page_and_has_no_number() -> None:
    long = samples_of(PaperKind.ACTIVITY) | {"pelaksanaan": "Karangan panjang.\n" * 90}
    made = layout.draft(PaperKind.ACTIVITY, long, HEAD, source="", pictures=False)
    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) > 1
    for page in document:
        said = page.get_textpage().get_text_range()
        assert "KONSEP" in said
        assert "belum bernomor" in said


def test_what_is_typed_is_printed_as_typed() -> None:
    typed = "#import *tebal* _miring_ $x$ <a> @b // c"
    said = words(layout.draft(PaperKind.WARRANT, {"tempat": typed}, HEAD, source="", pictures=False).pdf)
    assert typed in said


@pytest.mark.parametrize("typed", NASTY)
def test_nasty_texts_are_set_in_every_field(typed: str) -> None:
    for kind in (PaperKind.EXAMINATION, PaperKind.MEASURE):
        fields = {field.name: f"{typed} | {typed}" for field in fields_of(kind)}
        head = Head((typed,), typed, (typed,))
        assert layout.issued(kind, fields, head, ISSUE, source="").pdf.startswith(b"%PDF")


@settings(max_examples=40)
@given(st.text(max_size=300), st.sampled_from(PaperKind))
def test_any_text_is_set(typed: str, kind: PaperKind) -> None:
    fields = {field.name: typed for field in fields_of(kind)}
    assert layout.draft(kind, fields, HEAD, source="", pictures=False).pdf.startswith(b"%PDF")


def test_letters_that_no_font_has_are_printed_as_their_code() -> None:
    said = words(layout.draft(PaperKind.WARRANT, {"tempat": "Rumah 😀"}, HEAD, source="", pictures=False).pdf)
    assert "Rumah [U+1F600]" in said


NAMES = (
    "陳老闆",
    "护照",
    "さくら",
    "안녕하세요",
    "สมชาย ใจดี",
    "محمد أحمد",
    "שלום",
    "សុខា",
    "မောင်မောင်",
    "नेपाल",
    "বাংলা",
    "தமிழ்",
    "ລາວ",
)


class TestOtherLetters:
    """Of people from where the workers go, and from where foreigners come."""

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("kind", [PaperKind.WARRANT, PaperKind.INFORMATION])
    def test_a_name_is_printed_in_letters(self, name: str, kind: PaperKind) -> None:
        made = layout.issued(kind, {field.name: name for field in fields_of(kind)}, HEAD, ISSUE, source="")
        assert made.missing == []
        assert "U+" not in words(made.pdf)

    def test_they_are_the_letters_that_were_typed(self) -> None:
        said = words(layout.draft(PaperKind.WARRANT, {"tempat": "Rumah 陳老闆"}, HEAD, source="", pictures=False).pdf)
        assert "Rumah 陳老闆" in said

    def test_what_no_font_has_is_named(self) -> None:
        made = layout.draft(PaperKind.WARRANT, {"tempat": "Rumah 😀 陳 𓀀"}, HEAD, source="", pictures=True)
        assert made.missing == ["𓀀", "😀"]
        assert made.missing_named == ["𓀀 (U+13000)", "😀 (U+1F600)"]

    def test_without_the_fonts_they_are_named_and_nothing_fails(self) -> None:
        """Straight in this process, so that the fonts can be taken away."""
        source = f"{layout.base()}#f.tempat\n= Judul\n"
        data = layout._data(PaperKind.WARRANT, {"tempat": "陳"}, HEAD, None)
        task = {"source": source, "data": data, "timestamp": 0, "pictures": False}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(typesetter, "FONTS", ("tidak_terpasang",))
            head = json.loads(typesetter.prepared(task)(io.BytesIO()).split(b"\n", 1)[0])
        assert head["missing"] == ["陳"]

    def test_the_fonts_change_no_paper_without_such_letters(self) -> None:
        assert not typesetter.needs_fonts(samples_of(PaperKind.WARRANT))
        assert not typesetter.needs_fonts({"nama": "Señor Núñez – Łódź, Привет, Ελλάδα ✓ 😀"})
        assert typesetter.needs_fonts({"baris": [["1", "陳"]]})


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("word", ["W" * 150, "https://contoh.invalid/" + "x-y/" * 60, "0812" * 40, "Ё" * 150])
def test_an_unbroken_word_stays_within_the_page(kind: PaperKind, word: str) -> None:
    made = layout.issued(kind, {field.name: word for field in fields_of(kind)}, HEAD, ISSUE, source="")
    for page in pypdfium2.PdfDocument(made.pdf):
        width, _height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        assert max(right for _left, _bottom, right, _top in boxes) <= width - 40
    assert "\u200b" not in words(made.pdf)


class TestTemplates:
    """An office's own template is a program by somebody else."""

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("#kop()\n#tidak_ada", "Baris 2 dari templat: unknown variable: tidak_ada"),
            ("= Judul\n#let x = (", "Baris 2 dari templat: unclosed delimiter"),
            ('#read("/etc/passwd")', "failed to load file"),
            ('#image("../../../etc/passwd")', "escape"),
            ('#import "@preview/cetz:0.3.0"', "package not found"),
            ("#let f(n) = f(n + 1)\n#f(1)", "depth exceeded"),
            ("#for i in range(10000000000) [x]", "terlalu"),
            ("#while true [x]", "always true"),
            ("== Tanpa judul", "level 1"),
        ],
    )
    def test_what_does_not_compile_is_refused_in_typst_s_words(self, source: str, told: str) -> None:
        with pytest.raises(TemplateFault) as refused:
            layout.sample(PaperKind.WARRANT, HEAD, source=f"{source}\n")
        assert told in str(refused.value.reason)

    def test_time_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        short = Program(typesetter.__name__, replace(typesetter.LIMITS, seconds=1))
        monkeypatch.setattr(typesetting, "TYPESETTER", short)
        slow = "#for i in range(3000) { for j in range(3000) { let x = calc.pow(2, 9) } }\n= x\n"
        with refused("template_fault", saying="terlalu"):
            typeset(slow, {}, day=DAY)

    def test_who_finds_all_places_taken_is_told_to_wait(self, monkeypatch: pytest.MonkeyPatch) -> None:
        busy = Program(typesetter.__name__, replace(typesetter.LIMITS, at_once=1, wait=0.1))
        monkeypatch.setattr(typesetting, "TYPESETTER", busy)
        with busy.places.taken(), refused("busy"):
            typeset("= x\n", {}, day=DAY)

    def test_it_sees_no_variable_of_ours_and_no_file(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        secret = tmp_path / "rahasia.txt"
        secret.write_text("Karangan")
        for path in (str(secret), "rahasia.txt", "pimpasa/papers/models.py"):
            with pytest.raises(TemplateFault):
                typeset(f'= x\n#read("{path}")\n', {}, day=DAY)
