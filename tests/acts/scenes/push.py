"""Officers' browsers are told, and told no longer."""

from __future__ import annotations

from django.test import override_settings

from pimpasa.accounts.models import Officer
from pimpasa.push import actions as push
from pimpasa.push.models import Subscription
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.push_service import Browser


@override_settings(PUSH_TO_LOOPBACK=True)
def switched_on(officer: Officer) -> Subscription:
    return push.switch_on(**Browser("http://127.0.0.1:9/kirim/").subscription, by=officer)


@scene(push.switch_on, may="sari bayu dewi hadi fani")
def switching_on(office: Cast) -> Deed:
    return switched_on


@scene(push.switch_off)
def switching_off(office: Cast) -> Deed:
    subscription = switched_on(office.sari)
    return lambda _who: push.switch_off(pk=subscription.pk, by=office.sari)


@scene(push.forget)
def forgetting_what_is_gone(office: Cast) -> Deed:
    subscription = switched_on(office.sari)
    return lambda _who: push.forget(subscriptions=[subscription])
