"""`pimpasa train`: a demonstration beside the real thing, which touches nothing of it and cannot be taken for it."""

import os
import shutil
from argparse import Namespace
from pathlib import Path

from pimpasa.config.commands import run
from pimpasa.config.commands.base import Commands, add_command, add_serving_options, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import data_folder

SUFFIX = "-latihan"
# Cookies belong to a name, not to a port: under the real one's, training would sign officers out there.
NAME = "latihan.localhost"  # browsers look for it on their own machine (RFC 6761, section 6.3)
# What the real installation is reached by, sends with or seals with.
_OF_THE_REAL = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "train",
        does="serve a demonstration for training, marked on every page and paper, in a folder of its own",
        example="pimpasa train --port 8001",
        act=train,
        by_settings=False,
    )
    add_serving_options(command)
    command.add_argument("--name", default=NAME, help="host name that browsers use for it (default: %(default)s)")
    command.add_argument("--anew", action="store_true", help="begin anew: what was tried in training before is deleted")


def train(arguments: Namespace) -> int:
    folder = training_folder(data_folder())
    if arguments.anew and folder.exists():
        say(f"Deleting what was tried before in {folder}")
        shutil.rmtree(folder)
    forget_the_real_one()
    os.environ["PIMPASA_DATA"] = str(folder)
    os.environ["PIMPASA_TRAINING"] = "1"
    os.environ["PIMPASA_HOSTS"] = f"{arguments.name},127.0.0.1,localhost,[::1]"
    return run.serve_all(arguments, check=require_demonstration, name=arguments.name)


def training_folder(data: Path) -> Path:
    """Beside the real installation's data folder, never in it. Raises Fault where that is a training's itself."""
    if data.name.endswith(SUFFIX):
        raise Fault(f"{data} is a training's own folder; PIMPASA_DATA names the real one")
    return data.with_name(f"{data.name}{SUFFIX}")


def forget_the_real_one() -> None:
    """Database, keys, store, mail and addresses of the real installation are none of a training's."""
    for variable in list(os.environ):
        if variable.startswith("PIMPASA_") or variable in _OF_THE_REAL:
            del os.environ[variable]


def require_demonstration(sign_ins: list[str]) -> None:
    """Raise Fault where a real office was set up in the training's folder."""
    if not sign_ins:
        raise Fault(f"{data_folder()} holds a real office; move it away, or begin anew: pimpasa train --anew")
