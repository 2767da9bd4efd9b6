"""Whether two hundred phones can take part in a dialogue at once, over HTTP.

    .venv/bin/python bench/dialogue.py [--phones 200] [--seconds 60]

Starts an installation of its own and one dialogue. Within the first half of the time every phone opens the page and
takes its seat; it asks every three seconds whether there is something new and follows when there is, answers the five
questions, every fourth asks one, each votes three times, and all answer again. Then the dialogue is ended.
Prints seats a second, the median and p95 of each kind of request in ms, and answers that were not as they should be.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import PASSWORD, VILLAGE, Installation, fresh_installation

if TYPE_CHECKING:
    from pimpasa.keys.unlocking import Keyring
    from pimpasa.outreach.models import Dialogue

BAR_MS = 250
POLL_SECONDS = 3
SHOWN = 5
RANDOM = random.Random(1)  # noqa: S311 - spreads phones over the time, the same way in every run
QUESTION = re.compile(r'name="question" value="([0-9a-f-]{36})"')


@dataclass
class Tally:
    """Seconds of each kind of request, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        dialogue, keyring = _under_way(place)
        tally = Tally()
        asyncio.run(_day(place, dialogue, keyring, tally, options.phones, options.seconds))
        return _print(tally, dialogue, options.phones, options.seconds)


def _under_way(place: Installation) -> tuple[Dialogue, Keyring]:
    """A dialogue that Sari began, with five reviewed questions."""
    from datetime import timedelta

    from pimpasa.accounts.roles import Role
    from pimpasa.common import clock
    from pimpasa.education.actions import review_questions
    from pimpasa.education.queries import bank
    from pimpasa.keys.unlocking import Keyring, open_with_passphrase
    from pimpasa.outreach.actions.planning import Plan, plan_dialogue
    from pimpasa.outreach.day.actions import course
    from pimpasa.outreach.models import DialogueKind
    from pimpasa.outreach.queries.rounds import proposed_questions
    from pimpasa.territory.models import Desk, Village

    desk, unit = Desk.objects.get(kind=Desk.Kind.VILLAGE), Desk.objects.get(kind=Desk.Kind.UNIT)
    sari = place.seat("sari", Role.PIMPASA, desk)
    dewi = place.seat("dewi", Role.ANALYST, unit)
    review_questions(office=desk.office, read={question.key: question.digest for question in bank()}, by=dewi)
    start = clock.now() + timedelta(minutes=5)
    plan = Plan(
        kind=DialogueKind.objects.get(pk="ngopi"),
        village=Village.objects.get(pk=VILLAGE),
        hall="Balai Karangan",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    planned = plan_dialogue(plan=plan, desk=desk, by=sari)
    quiz = [question.key for question in proposed_questions(planned)]
    dialogue = course.begin(dialogue=planned, quiz=quiz, by=sari)
    return dialogue, Keyring(sari, open_with_passphrase(sari, PASSWORD))


async def _day(
    place: Installation, dialogue: Dialogue, keyring: Keyring, tally: Tally, phones: int, seconds: int
) -> None:
    async with asyncio.timeout(seconds * 2):
        await asyncio.to_thread(_go, dialogue, keyring, "before")
        begun = time.monotonic()
        parts = [_phone(place.address, dialogue, number, begun, phones, seconds, tally) for number in range(phones)]
        await asyncio.gather(*parts, _lead(dialogue, keyring, begun, seconds))
        await asyncio.to_thread(_end, dialogue, keyring)


async def _lead(dialogue: Dialogue, keyring: Keyring, begun: float, seconds: int) -> None:
    """Questions from the middle on, some of them shown as soon as they are there; the second round near the end."""
    await _until(begun + 0.55 * seconds)
    await asyncio.to_thread(_go, dialogue, keyring, "questions")
    await _until(begun + 0.68 * seconds)
    await asyncio.to_thread(_show, dialogue, keyring)
    await _until(begun + 0.85 * seconds)
    await asyncio.to_thread(_go, dialogue, keyring, "after")


def _go(dialogue: Dialogue, keyring: Keyring, phase: str) -> None:
    from pimpasa.outreach.day.actions.course import go_to
    from pimpasa.outreach.states import Phase

    go_to(dialogue=dialogue, phase=Phase(phase), by=keyring.officer)


def _show(dialogue: Dialogue, keyring: Keyring) -> None:
    from pimpasa.outreach.day.actions import moderation
    from pimpasa.outreach.day.opening import waiting_questions

    for waiting in waiting_questions(dialogue=dialogue, keyring=keyring)[:SHOWN]:
        moderation.show(question=waiting.question, keyring=keyring)


def _end(dialogue: Dialogue, keyring: Keyring) -> None:
    from pimpasa.outreach.day.actions.course import end

    end(dialogue=dialogue, by=keyring.officer, leave_unread=True)


async def _phone(
    address: str, dialogue: Dialogue, number: int, begun: float, phones: int, seconds: int, tally: Tally
) -> None:
    """One participant, from the first look to the second round."""
    await _until(begun + 0.5 * seconds * number / phones)
    page, answers = f"/ngopi/ikut/{dialogue.code}/", dict.fromkeys(dialogue.quiz, str(RANDOM.choice([0, 1, 2])))
    browser = Browser(address, tally)
    await browser.ask("page", page, 200)
    await browser.ask("sit", page, 302, form={})
    await browser.ask("page", page, 200)
    following = asyncio.create_task(_follow(browser, page))
    await browser.ask("answer", f"{page}jawab/", 302, form=answers)
    await _until(begun + (0.57 + 0.08 * RANDOM.random()) * seconds)
    if number % 4 == 0:
        await browser.ask("question", f"{page}tanya/", 302, form={"text": f"Karangan: apa langkah ke {number}?"})
    await _until(begun + (0.74 + 0.09 * RANDOM.random()) * seconds)
    shown = QUESTION.findall(await browser.ask("page", page, 200))
    for question in RANDOM.sample(shown, min(3, len(shown))):
        await asyncio.sleep(2 * RANDOM.random())  # they read before they vote
        await browser.ask("vote", f"{page}suara/", 302, form={"question": question, "wants": "1"})
    await _until(begun + (0.87 + 0.12 * RANDOM.random()) * seconds)
    await browser.ask("answer", f"{page}jawab/", 302, form=answers)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    browser.close()


async def _follow(browser: Browser, page: str) -> None:
    """As dialogue_room.js does: ask every three seconds, and look again within two and a half where there is news."""
    seen = ""
    while True:
        await asyncio.sleep(POLL_SECONDS)
        told = await browser.ask("state", f"{page}keadaan", 200)
        if seen and told != seen:
            await asyncio.sleep(2.5 * RANDOM.random())
            await browser.ask("page", page, 200)
        seen = told


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.monotonic()))


class Browser:
    """A connection kept open and one cookie; bare, so that the measuring costs little of what is measured."""

    def __init__(self, address: str, tally: Tally) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._tally, self._cookie = tally, ""
        self._streams: Any = None
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, kind: str, path: str, wanted: int, *, form: dict[str, str] | None = None) -> str:
        """The answer's body; how long it took is kept, and whether its status was the one wanted."""
        async with self._one_at_a_time:
            self._streams = self._streams or await asyncio.open_connection(self._host, self._port)
            begun = time.perf_counter()
            status, body = await self._exchange(path, form)
            self._tally.times[kind].append(time.perf_counter() - begun)
        if status != wanted:
            self._tally.errors.append(f"{kind} {status}: {body[:200]!r}")
        return body

    async def _exchange(self, path: str, form: dict[str, str] | None) -> tuple[int, str]:
        reader, writer = self._streams
        body = urlencode(form or {})
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
        head += f"Cookie: ngopi={self._cookie}\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        writer.write((head + body).encode())
        answered = (await reader.readuntil(b"\r\n\r\n")).decode()
        if cookie := re.search(r"(?im)^set-cookie: *ngopi=([0-9a-f]+)", answered):
            self._cookie = cookie[1]
        length = re.search(r"(?im)^content-length: (\d+)", answered)
        text = await reader.readexactly(int(length[1])) if length else b""
        return int(answered.split(" ", 2)[1]), text.decode()

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()


def _print(tally: Tally, dialogue: Dialogue, phones: int, seconds: int) -> int:
    from pimpasa.outreach.models import AudienceQuestion, Seat
    from pimpasa.outreach.models import Tally as Counted

    print(f"{os.cpu_count()} cores, {phones} phones in {seconds} s\n")
    print(f"seats a second {len(tally.times['sit']) / (seconds / 2):6.1f}")
    print("request       count  median ms  p95 ms")
    worst = 0.0
    for kind, times in sorted(tally.times.items()):
        p95 = statistics.quantiles(times, n=20)[-1] * 1000
        worst = max(worst, p95)
        print(f"{kind:12}{len(times):7}{statistics.median(times) * 1000:11.1f}{p95:8.1f}")
    for error in tally.errors[:5]:
        print(f"not as it should be: {error}")
    votes = sum(AudienceQuestion.objects.filter(dialogue=dialogue).values_list("votes", flat=True))
    counted = sum(Counted.objects.filter(dialogue=dialogue).values_list("count", flat=True))
    if counted != 2 * 5 * phones:
        tally.errors.append("answers are missing")
    print(f"\nerrors {len(tally.errors)}; answers counted {counted}, votes {votes}, seats left {Seat.objects.count()}")
    return 1 if tally.errors or worst > BAR_MS else 0


if __name__ == "__main__":
    sys.exit(main())
