"""Where the program lies, and where its data lie unless PIMPASA_DATA names another folder."""

import os
from pathlib import Path

from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parents[2]
# As FHS 3.0 (5.8) has it. A home folder of root's own is closed to the user that the embedded PostgreSQL runs as.
OF_THE_SYSTEM = Path("/var/lib/pimpasa")


def data_path() -> Path:
    """PIMPASA_DATA; without it var/ in a clone, else the user's own folder for data, or the system's for root."""
    return Path(os.environ.get("PIMPASA_DATA") or default_data()).resolve()


def default_data() -> Path:
    """Where they lie when nothing is said of it."""
    if (ROOT / "pyproject.toml").exists():
        return ROOT / "var"
    return OF_THE_SYSTEM if os.geteuid() == 0 else user_data_path("pimpasa")
