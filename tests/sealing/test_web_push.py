"""One record for one browser: the RFC's own example, and nothing to learn from a size."""

from __future__ import annotations

from functools import partial

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from pimpasa.sealing import web_push
from pimpasa.sealing.web_push import seal_for_browser
from tests.factories.push_service import Browser, point, unbase64url


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unbase64url(text), "big"), ec.SECP256R1())


def test_it_works() -> None:
    browser = Browser("https://push.invalid/")
    sealed = seal_for_browser(b"Karangan", to=point(browser.private.public_key()), auth=browser.secret, length=100)
    assert browser.opens(sealed) == "Karangan"


def test_the_example_of_rfc_8291() -> None:
    """Appendix A."""
    browser = Browser("", private("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), unbase64url("BTBZMqHH6r4Tts7J_aSIgg"))
    words = b"When I grow up, I want to be a watermelon"
    record = web_push._record(
        words + b"\x02",
        to=browser.private.public_key(),
        auth=browser.secret,
        ephemeral=private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=unbase64url("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert record == unbase64url(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7"
        "A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert browser.opens(record) == words.decode()


def test_every_message_is_as_long_as_any_other() -> None:
    browser = Browser("")
    seal = partial(seal_for_browser, to=point(browser.private.public_key()), auth=browser.secret, length=64)
    assert {len(seal(b"x" * number)) for number in (0, 1, 63, 64)} == {86 + 64 + 1 + 16}
    with pytest.raises(ValueError, match="longer"):
        seal(b"x" * 65)


def test_nobody_else_opens_it() -> None:
    browser = Browser("")
    sealed = seal_for_browser(b"Karangan", to=point(browser.private.public_key()), auth=browser.secret, length=64)
    for other in (Browser(""), Browser("", browser.private), Browser("", secret=browser.secret)):
        with pytest.raises(InvalidTag):
            other.opens(sealed)


@pytest.mark.parametrize("given", [b"", b"\x04" * 65, b"\x02" + b"\x01" * 32, b"\x00"])
def test_what_is_no_key(given: bytes) -> None:
    with pytest.raises(ValueError, match=r"point|curve|key"):
        web_push.public_key(given)
