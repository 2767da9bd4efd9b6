"""The parts of a page with a log write what its script and its office ask for, and escape what they are given."""

from __future__ import annotations

import re
from uuid import UUID

from django.template import Context, Template
from django.test import RequestFactory

from pimpasa.sites.officers.logbook import context_of

OF = UUID("01900000-0000-7000-8000-000000000001")
EVIL = '"><script>x</script>'


class Sent:
    """A form that was sent and not taken."""

    data = {"kind": "note", "text": EVIL}


def written(source: str, *, form: object = None) -> str:
    page = context_of(OF, enter="/petugas/catat/", draft_key=b"\x01" * 32, form=form)  # type: ignore[arg-type]  # its data alone is read
    context = Context({"request": RequestFactory().get("/"), "evil": EVIL, **page})
    return Template("{% load logbook %}" + source).render(context)


def names(form: str) -> list[tuple[str, str]]:
    return re.findall(r'name="(\w+)" value="([^"]*)"', form)


def test_a_log_has_what_its_script_needs() -> None:
    page = written("{% log %}<i>x</i>{% endlog %}")
    assert page.startswith(f'<div data-logbook="{OF}" data-enter="/petugas/catat/" data-draft-key="{"01" * 32}"')
    assert "&quot;offline&quot;" in page
    for part in ("data-status", "data-waiting", "csrfmiddlewaretoken", "<i>x</i></div>"):
        assert part in page


def test_an_entry_has_an_id_of_its_own_and_ends_with_the_sign_that_it_is_whole() -> None:
    page = written(
        '{% entry "note" evil %}<input name="text" value="">{% endentry %}{% entry "note" "x" %}{% endentry %}'
    )
    assert 'data-entry="note" data-label="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">' in page
    first, second = (names(form) for form in page.split("</form>")[:2])
    assert [name for name, _value in first] == ["csrfmiddlewaretoken", "id", "kind", "text", "whole"]
    assert (first[2], first[4]) == (("kind", "note"), ("whole", "1"))
    assert first[1] != second[1]
    assert "data-reload" not in page
    assert "data-reload" in written('{% entry "end" "x" reload=True %}{% endentry %}')


def test_a_tap_says_it_all_with_a_button() -> None:
    page = written('{% tap "came" "Laki-laki" button="+1" sex="m" %}')
    assert [name for name, _value in names(page)] == ["csrfmiddlewaretoken", "id", "kind", "sex", "whole"]
    assert '<button class="govuk-button govuk-button--secondary">+1</button>' in page
    assert ">Tiba</button>" in written('{% tap "arrived" "Tiba" %}')


def test_what_was_typed_comes_back_into_its_own_entry() -> None:
    assert written('{% typed "note" %}', form=Sent()) == "&quot;&gt;&lt;script&gt;x&lt;/script&gt;"
    assert written('{% typed "person" %}', form=Sent()) == ""
    assert written('{% typed "note" %}') == ""
