"""Translations: what is missing, wrong or contradictory is named; the rest is merged."""

import gettext
from pathlib import Path

import pytest

from pimpasa.config import messages
from pimpasa.config.messages import Key

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
HELLO = 'msgid "Hello"\nmsgstr "Halo"\n\n'


class Translations:
    """A locale folder and a package of one's own."""

    def __init__(self, folder: Path) -> None:
        self.locale, self.package = folder / "locale", folder / "package"
        self.areas = self.locale / "id" / "LC_MESSAGES"
        self.areas.mkdir(parents=True)
        self.package.mkdir()

    def area(self, name: str, entries: str) -> None:
        (self.areas / f"{name}.po").write_text(HEADER + entries)

    def template(self, source: str) -> None:
        (self.package / "templates").mkdir(exist_ok=True)
        (self.package / "templates" / "page.html").write_text("{% load i18n %}" + source)

    def say(self, *texts: str) -> None:
        (self.package / "said.py").write_text("".join(f"_({text!r})\n" for text in texts))

    def faults(self) -> list[str]:
        return messages.faults(self.locale, self.package)

    def compiled(self) -> gettext.GNUTranslations:
        messages.compile_all(self.locale)
        with (self.areas / "django.mo").open("rb") as file:
            return gettext.GNUTranslations(file)


@pytest.fixture
def translations(tmp_path: Path) -> Translations:
    return Translations(tmp_path)


def test_it_works(translations: Translations) -> None:
    translations.area("public", HELLO)
    translations.area("field", 'msgid "Bye"\nmsgstr "Dadah"\n')
    translations.say("Hello", "Bye")
    compiled = translations.compiled()
    assert compiled.gettext("Hello") == "Halo"
    assert compiled.gettext("Bye") == "Dadah"
    assert translations.faults() == []


def test_only_a_change_is_compiled(translations: Translations) -> None:
    translations.area("public", HELLO)
    assert [messages.compile_all(translations.locale) for _ in range(2)] == [1, 0]
    translations.area("field", 'msgid "Bye"\nmsgstr "Dadah"\n')
    assert messages.compile_all(translations.locale) == 1


def test_a_removed_area_is_gone(translations: Translations) -> None:
    translations.area("public", HELLO)
    translations.area("field", 'msgid "Bye"\nmsgstr "Dadah"\n')
    translations.compiled()
    (translations.areas / "field.po").unlink()
    assert translations.compiled().gettext("Bye") == "Bye"


def test_a_stale_file_is_healed_however_new_it_is(translations: Translations) -> None:
    translations.area("public", HELLO)
    translations.compiled()
    stale = (translations.areas / "django.mo").read_bytes()
    translations.area("public", HELLO.replace("Halo", "Hai"))
    translations.compiled()
    (translations.areas / "django.mo").write_bytes(stale)
    assert translations.compiled().gettext("Hello") == "Hai"


def test_plural_context_and_fuzzy(translations: Translations) -> None:
    translations.area(
        "public",
        'msgid "%d report"\nmsgid_plural "%d reports"\nmsgstr[0] "%d laporan"\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "Mei"\n\n'
        '#, fuzzy\nmsgid "Guess"\nmsgstr "Tebakan"\n',
    )
    compiled = translations.compiled()
    assert compiled.ngettext("%d report", "%d reports", 1) == "%d laporan"
    assert compiled.ngettext("%d report", "%d reports", 2) == "%d laporan"
    assert compiled.pgettext("month", "May") == "Mei"
    assert compiled.gettext("Guess") == "Guess"


@pytest.mark.parametrize(
    ("text", "entries", "fault"),
    [
        ("Hello", 'msgid "Hello"\nmsgstr ""\n', "public.po:4: no finished translation of 'Hello'"),
        ("Hello", '#, fuzzy\nmsgid "Hello"\nmsgstr "Halo"\n', "public.po:4: no finished translation of 'Hello'"),
        (
            "At %(place)s",
            'msgid "At %(place)s"\nmsgstr "Di %(tempat)s"\n',
            "public.po:4: the placeholders of 'At %(place)s' are not those of its translation",
        ),
        ("Hello", HELLO + HELLO, "public.po:7: a second translation of 'Hello'"),
    ],
)
def test_a_wrong_translation_is_named(translations: Translations, text: str, entries: str, fault: str) -> None:
    translations.area("public", entries)
    translations.say(text)
    assert translations.faults() == [fault]


def test_two_areas_that_contradict_each_other(translations: Translations) -> None:
    translations.area("field", HELLO)
    translations.area("public", 'msgid "Hello"\nmsgstr "Hai"\n')
    translations.say("Hello")
    assert translations.faults() == ["public.po:4: 'Hello' is translated otherwise in field.po"]


def test_the_texts_of_python(translations: Translations) -> None:
    (translations.package / "views.py").write_text(
        'a = _("One")\n'
        'b = gettext_lazy("Two " "halves")\n'
        'c = ngettext("%d file", "%d files", n)\n'
        'd = pgettext("month", "May")\n'
        "e = _(variable)\n"
    )
    assert [use.key for use in messages.uses(translations.package)] == [
        Key("", "One"),
        Key("", "Two halves"),
        Key("", "%d file"),
        Key("month", "May"),
    ]


def test_the_texts_of_a_template(translations: Translations) -> None:
    translations.template(
        """<p>{% translate "It's (here)" %} (aside) {% blocktranslate trimmed with name=officer %}
           Dear {{ name }}, 100%
        {% endblocktranslate %}</p>{% translate "May" context "month" %}{{ _("Short") }}
        {% blocktranslate count n=files %}One file{% plural %}{{ n }} files{% endblocktranslate %}"""
    )
    assert [use.key for use in messages.uses(translations.package)] == [
        Key("", "It's (here)"),
        Key("", "Dear %(name)s, 100%%"),
        Key("month", "May"),
        Key("", "Short"),
        Key("", "One file"),
    ]


def test_a_text_without_translation_is_named(translations: Translations) -> None:
    translations.area("public", HELLO)
    translations.template('{% translate "Hello" %}\n{% translate "Bye" %}')
    assert translations.faults() == ["package/templates/page.html:2: not translated: 'Bye'"]


def test_a_translation_that_nothing_says_is_named(translations: Translations) -> None:
    translations.area("public", HELLO + 'msgid "Bye"\nmsgstr "Dadah"\n')
    translations.say("Hello")
    assert translations.faults() == ["public.po:7: nothing says 'Bye' any more"]
