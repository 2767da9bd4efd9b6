"""On a kernel that lacks what shuts a decoder in, nothing of a stranger's is read, and doctor says so.

The kernel is this machine's, which answers as an older one does (ENOSYS) in the process that asks and in its children.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys

import pytest

from pimpasa.sandbox import kernel

LANDLOCK = [444, 445, 446]
SECCOMP = [kernel._SECCOMP[platform.machine()]]
ASKED = """
import errno, json, sys
import django
from pimpasa.sandbox import filters, kernel
django.setup()
from pimpasa.config import doctor
from pimpasa.sandbox.errors import SandboxFault
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import ForeignProgram, Program

LIMITS = Limits(seconds=20, memory=1024**3, answer=1024, at_once=1, wait=1, files=64)

def lack(numbers):
    steps = [*filters._answers(numbers, filters._refusal(errno.ENOSYS)), filters._step(filters._RETURN, filters.ALLOW)]
    kernel.gain_nothing()
    kernel.filter_questions(filters._program(kernel.machine(), steps))

def answer(run):
    try:
        return run().decode()
    except SandboxFault as fault:
        return type(fault).__name__

if missing := json.loads(sys.argv[1]):
    lack(missing)
print(json.dumps({
    "decoder": answer(lambda: Program("pimpasa.sandbox.probe", LIMITS).run({})),
    "tesseract": answer(lambda: ForeignProgram("cat", LIMITS, {"PATH": "/usr/bin:/bin"}).run(content=lambda: b"words")),
    "doctor": doctor.sandbox().state,
}))
"""
SHUT = ""


@pytest.mark.parametrize(
    ("missing", "decoder", "tesseract", "doctor"),
    [
        ([], SHUT, "words", "what reads strangers' files is shut in"),
        (LANDLOCK, SHUT, "Failed", "nothing keeps our files from tesseract"),
        (SECCOMP, "Failed", "Failed", "nothing shuts in what reads strangers' files, so no preview is made"),
        (LANDLOCK + SECCOMP, "Failed", "Failed", "nothing shuts in what reads strangers' files, so no preview is made"),
    ],
    ids=["this one", "no Landlock", "no seccomp", "neither"],
)
def test_what_a_kernel_lacks_is_refused_and_said(missing: list[int], decoder: str, tesseract: str, doctor: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", ASKED, json.dumps(missing)], capture_output=True, text=True, check=True, timeout=60
    )
    said = json.loads(outcome.stdout)
    assert (said["decoder"], said["tesseract"]) == (decoder, tesseract)
    assert said["doctor"].startswith(doctor)
