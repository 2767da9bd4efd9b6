"""Static files are collected once per change."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from pytest_django.fixtures import Settings

from pimpasa.config import static


@pytest.fixture
def source(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One style sheet of our own, and nothing else to collect."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("a{}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    finders.get_finder.cache_clear()
    yield folder / "page.css"
    finders.get_finder.cache_clear()


def test_only_a_change_is_collected(source: Path, settings: Settings) -> None:
    assert not static.are_collected()
    assert [static.collect(), static.collect()] == [True, False]
    source.write_text("a{color:red}")
    assert static.collect()
    assert (Path(settings.STATIC_ROOT) / "page.css").read_text() == "a{color:red}"


def test_a_collection_cut_short_is_made_again(source: Path, settings: Settings) -> None:
    static.collect()
    Path(settings.STATIC_ROOT).with_name("static.stamp").unlink()
    assert not static.are_collected()
    assert static.collect()
