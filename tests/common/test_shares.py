"""Nobody holds all the places, and officers do not wait for strangers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event

import pytest

from pimpasa.common.shares import Asker, Full, Shares, ask_first, asking

FLOODER = Asker("2001:db8::/48")
NEIGHBOUR = Asker("203.0.113.7")
SARI = Asker("203.0.113.7", is_first=True)


def takes(shares: Shares, asker: Asker, places: ExitStack) -> bool:
    with asking(asker):
        try:
            places.enter_context(shares.taken())
        except Full:
            return False
    return True


def test_a_stranger_holds_no_more_than_half() -> None:
    shares = Shares(5, wait=0)
    with ExitStack() as places:
        assert [takes(shares, FLOODER, places) for _ in range(4)] == [True, True, False, False]
        assert [takes(shares, NEIGHBOUR, places) for _ in range(3)] == [True, True, False]


def test_the_last_place_is_an_officer_s() -> None:
    shares = Shares(2, wait=0)
    with ExitStack() as places:
        assert takes(shares, FLOODER, places)
        assert not takes(shares, NEIGHBOUR, places)
        assert takes(shares, SARI, places)


def test_a_request_becomes_an_officer_s_and_the_next_is_not() -> None:
    shares = Shares(2, wait=0)
    with asking(NEIGHBOUR):
        ask_first()
        with shares.taken(), shares.taken():
            pass
    with ExitStack() as places:
        assert [takes(shares, NEIGHBOUR, places) for _ in range(2)] == [True, False]


def test_a_place_is_given_back_whatever_happens() -> None:
    shares = Shares(1, wait=0)
    with pytest.raises(ZeroDivisionError), asking(FLOODER), shares.taken():
        raise ZeroDivisionError
    with asking(FLOODER), shares.taken():
        pass


def test_of_one_asker_few_wait_since_each_holds_a_thread() -> None:
    shares = Shares(1, wait=5, waiting=2)
    with ThreadPoolExecutor(8) as threads, ExitStack() as held:
        assert takes(shares, FLOODER, held)
        waiting = [threads.submit(takes, shares, FLOODER, held) for _ in range(6)]
        refused = [answer for answer in waiting if _soon(answer) is False]
        held.close()
        assert len(refused) == 4


def _soon(answer: Future[bool]) -> bool | None:
    try:
        return answer.result(0.5)
    except TimeoutError:
        return None


def test_an_officer_comes_before_strangers_who_wait() -> None:
    shares = Shares(2, wait=10)
    order: list[str] = []
    go = Event()

    def works(asker: Asker, name: str) -> None:
        with asking(asker), shares.taken():
            order.append(name)

    def holds() -> None:
        with asking(SARI), shares.taken(), shares.taken():
            go.wait(10)

    def settled(condition: Callable[[], bool]) -> None:
        while not condition():
            pass

    with ThreadPoolExecutor(4) as threads:
        threads.submit(holds)
        settled(lambda: shares._held.total() == 2)
        threads.submit(works, FLOODER, "stranger")
        settled(lambda: len(shares._queue) == 1)
        threads.submit(works, SARI, "officer")
        settled(lambda: len(shares._queue) == 2)
        go.set()
    assert order[0] == "officer"
