"""`pimpasa train` beside a real installation: nothing of it is touched, and nobody takes the one for the other."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from pimpasa.config.commands.train import forget_the_real_one, require_demonstration, training_folder
from pimpasa.config.errors import Fault
from pimpasa.config.postgres import Cluster
from tests.installations import installed
from tests.processes import free_port, living_over, pimpasa, read_until, started


def test_its_folder_lies_beside_the_real_one(tmp_path: Path) -> None:
    assert training_folder(tmp_path / "var") == tmp_path / "var-latihan"
    with pytest.raises(Fault, match="a training's own folder"):
        training_folder(tmp_path / "var-latihan")


def test_it_knows_nothing_of_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ("DATABASE_URL", "PIMPASA_LINK_KEY", "PIMPASA_LEDGER_KEY", "PIMPASA_EMAIL_URL", "PIMPASA_OF_TOMORROW")
    for variable in real:
        monkeypatch.setenv(variable, "the real one's")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    forget_the_real_one()
    assert [variable for variable in real if variable in os.environ] == []


def test_a_real_office_is_no_training() -> None:
    with pytest.raises(Fault, match="holds a real office"):
        require_demonstration([])


def test_it_is_served_beside_the_real_one_and_says_so_everywhere(tmp_path: Path) -> None:
    copy = installed(tmp_path)
    training = copy.data.rename(tmp_path / "data-latihan")
    real = tmp_path / "data"
    port = free_port()
    secrets = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PIMPASA_HOSTS": "sungguhan.invalid"}
    with started("-m", "pimpasa", "train", "--port", str(port), data=real, **secrets) as process:
        said = read_until(process, "Ctrl-C stops it.")
        assert f"Data in {training}" in said
        assert f"http://latihan.localhost:{port}/masuk/" in said
        page = httpx.get(f"http://127.0.0.1:{port}/masuk/", headers={"host": f"latihan.localhost:{port}"}).text
        assert "<title>Latihan: " in page
        assert "app-training" in page
        assert list(real.iterdir()) == []
        process.terminate()
        process.wait(60)
    assert living_over(training) == []
    Cluster(training / "postgres").stop()


def test_begun_anew_what_was_tried_is_gone(tmp_path: Path) -> None:
    tried = tmp_path / "data-latihan"
    tried.mkdir()
    (tried / "tried").touch()
    # A port that another has: it stops before it serves, and after it deleted.
    answer = pimpasa("train", "--anew", "--host", "203.0.113.1", "--port", "9", data=tmp_path / "data")
    assert answer.returncode != 0
    assert not (tried / "tried").exists()
