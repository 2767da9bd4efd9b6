"""Each part of a page writes what govuk-frontend asks for, and escapes what it is given."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import conditional_escape, strip_tags

EVIL = '"><script>x</script>'


def written(source: str, **context: object) -> str:
    with translation.override("en"):
        request = RequestFactory().get("/")
        return Template("{% load components %}" + source).render(Context({"request": request, "evil": EVIL, **context}))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '{% back "/petugas/kasus/" %}Cases{% endback %}',
            '<nav aria-label="Back"><a class="govuk-back-link" href="/petugas/kasus/">Cases</a></nav>',
        ),
        ('{% goto "#next" %}Next{% endgoto %}', '<a class="govuk-link" href="#next">Next</a>'),
        (
            '{% goto "public:home" look="button" at="#a" %}Home{% endgoto %}',
            '<a class="govuk-button" role="button" draggable="false" href="/#a">Home</a>',
        ),
        (
            '{% submit "secondary" name="keep" value="1" %}Keep{% endsubmit %}',
            (
                '<button class="govuk-button govuk-button--secondary" data-module="govuk-button" name="keep" value="1">'
                "Keep</button>"
            ),
        ),
        (
            '{% facts %}{% fact "Day" said=True %}{{ evil }}{% endfact %}{% endfacts %}',
            (
                '<dl class="govuk-summary-list"><div class="govuk-summary-list__row">'
                '<dt class="govuk-summary-list__key">Day</dt><dd class="govuk-summary-list__value app-said">'
                "&quot;&gt;&lt;script&gt;x&lt;/script&gt;</dd></div></dl>"
            ),
        ),
        ('{% card "danger" %}x{% endcard %}', '<div class="app-card app-card--danger">x</div>'),
        (
            '{% more "Why" opened=True %}Because{% endmore %}',
            (
                '<details class="govuk-details" open><summary class="govuk-details__summary">'
                '<span class="govuk-details__summary-text">Why</span></summary>'
                '<div class="govuk-details__text">Because</div></details>'
            ),
        ),
    ],
)
def test_it_is_written_once(source: str, expected: str) -> None:
    assert written(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "{% goto '#' at=evil %}x{% endgoto %}",
        '{% fact evil change="/" %}x{% endfact %}',
        "{% more evil %}x{% endmore %}",
        '{% submit name="a" value=evil %}x{% endsubmit %}',
        '{% act "/" refused=evil %}x{% endact %}',
    ],
)
def test_what_it_is_given_is_escaped(source: str) -> None:
    assert "<script>" not in written(source)


def test_an_act_is_a_form_with_its_token_and_its_reason() -> None:
    page = written('{% act "officers:cases" look="warning" tight=True refused="Not yet." %}Do{% endact %}')
    assert page.startswith(
        '<form method="post" action="/petugas/kasus/"><input type="hidden" name="csrfmiddlewaretoken"'
    )
    assert page.endswith(
        '<button class="govuk-button govuk-button--warning govuk-!-margin-bottom-0" data-module="govuk-button"'
        ' disabled aria-describedby="cases-refused">Do</button></form>'
        '<p class="govuk-hint" id="cases-refused">Not yet.</p>'
    )


def test_a_line_of_the_page_may_be_several_of_the_template() -> None:
    source = """{% line %}
      <b>{{ place }}</b>
      {% if floor %}, {{ floor }}{% endif %}
      {% if said %}
        : {{ said }}
      {% endif %}
    {% endline %}."""
    page = written(source, place="Rusun", floor="3", said="satu\n  dua")
    assert page == "<b>Rusun</b>, 3: satu\n  dua."


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Hubungi polisi (110) atau 129.", ["110", "129"]),
        ("WA 0812-5550-0001, kantor (021) 555", ["081255500001"]),
        ("+62 812 5550 0001", ["+6281255500001"]),
        ("Nomor W.11.IMI.1.1949-GR.03.05, RT 110/02, 2025-11-10", []),
        ("NIK 3173010001000001, Rp110.000, 1100", []),
        ("<b>110</b>", ["110"]),
    ],
)
def test_numbers_to_call_are_links(text: str, dialled: list[str]) -> None:
    html = Template("{% load pimpasa %}{{ text|dialled }}").render(Context({"text": text}))
    assert re.findall(r'href="tel:([^"]*)"', html) == dialled
    assert strip_tags(html) == conditional_escape(text)
