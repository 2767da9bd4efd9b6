"""What the residents' pages are made of: drawings set into the page, choices that are real fields, no colour alone."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from pimpasa.sites.common.stations import Station
from pimpasa.sites.common.templatetags import drawings

EVIL = '"><script>x</script>'


class ReportForm(forms.Form):
    kind = forms.ChoiceField(choices=[("tppo", EVIL), ("pmi", "Work abroad")], widget=forms.RadioSelect)
    danger = forms.BooleanField(label="In danger now", required=False)
    direct = forms.BooleanField(label="Straight to the office", required=False)


def written(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load drawings porch %}" + source).render(Context(context))


def test_an_icon_is_drawn_into_the_page_and_says_nothing() -> None:
    page = written('{% icon "check" %}')
    assert page.startswith('<svg class="app-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path')
    with pytest.raises(KeyError):
        written('{% icon "no-such-icon" %}')


def test_a_drawing_is_read_out_where_it_has_a_label() -> None:
    page = written('{% drawing "mark" label %}', label=EVIL)
    assert 'role="img" aria-label="&quot;&gt;&lt;script&gt;' in page
    assert 'aria-hidden="true"' in written('{% drawing "mark" %}')


@pytest.mark.parametrize("path", sorted(drawings.FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_no_drawing_brings_style_script_or_anything_from_elsewhere(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]  # a path, which pytest's parameters do not say
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert re.findall(r"style=|<style|<script|href=|xlink|<image|https?://(?!www\.w3\.org/2000/svg)", text) == []


def test_a_choice_is_a_real_field_as_a_card() -> None:
    form = ReportForm({"kind": "pmi"})
    page = written('{% for radio in form.kind %}{% pick radio drawing="kind-pmi" hint="x" %}{% endfor %}', form=form)
    assert re.findall(r'<input class="app-pick__input" type="radio" id="(\w+)" name="kind"', page) == [
        "id_kind_0",
        "id_kind_1",
    ]
    assert page.count("checked") == 1
    assert "<script>" not in page


@pytest.mark.django_db  # numbers as they hold here
def test_the_switch_shows_numbers_without_a_script() -> None:
    page = written(
        '{% danger form.danger %}{% numbers "Call first." %}{% enddanger %}', form=ReportForm({"danger": "on"})
    )
    assert 'type="checkbox" id="id_danger" name="danger" checked>' in page
    assert 'href="tel:110"' in page


def test_who_reads_it_changes_with_the_choice_that_comes_before_it() -> None:
    page = written("{% readers form.direct %}", form=ReportForm())
    assert page.index('name="direct"') < page.index("app-readers__may") < page.index('for="id_direct"')
    assert "<input" not in written("{% readers %}")


def test_a_station_says_in_words_where_the_report_is() -> None:
    stations = [Station("Arrived", "past", "Thursday"), Station("Checked", "here"), Station("Decided", "ahead")]
    page = written("{% stations stations %}", stations=stations)
    assert page.count('aria-current="step"') == 1
    assert [page.count(words) for words in ("Passed", "Here now", "Thursday")] == [1, 1, 1]


def test_dots_are_words_first() -> None:
    page = written("{% dots 2 3 %}")
    assert "2 of 3" in page
    assert re.findall(r"app-dots__dot--(\w+)", page) == ["past", "here", "ahead"]
