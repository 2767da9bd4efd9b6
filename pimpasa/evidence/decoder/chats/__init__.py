"""Chats as their apps export them, or any plain text, as turns: when, who, what; a page of them at a time."""

from __future__ import annotations

import gc
import json
from typing import IO, Any

from pimpasa.evidence.decoder import Decode


def decoder(task: dict[str, Any]) -> Decode:
    """JSON as pimpasa.evidence.decoder.chats.answers says it.

    The task holds `number` of the page (from 1), and as the officer wishes `words` to look for, `who`, `day`, `chat`.
    """
    from pimpasa.evidence.decoder.chats import answers

    # A look lasts seconds, and looking through a million turns for circles took half of them.
    gc.disable()
    question = answers.Question.of(task)

    def decoded(file: IO[bytes]) -> bytes:
        return json.dumps(answers.answer(file, question)).encode()

    return decoded
