"""What people type into the forms of risks, and what a page says of it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

TODAY = timezone.localdate()
TOMORROW, AGO = TODAY + timedelta(days=1), TODAY - timedelta(days=5)
NUL = "Null characters are not allowed."
NO_CHOICE = "Select a valid choice. That choice is not one of the available choices."
MANY = "x" * 10_000
TOO_MANY = "Shorten this to {} characters or fewer. It has 10000."


def of_risk(name, risk, **more):
    return reverse(name, kwargs={"programme_code": risk.programme.code, "risk_code": risk.code, **more})


def of_mitigation(name, mitigation):
    return of_risk(name, mitigation.risk, mitigation_code=mitigation.code)


def of_issue(name, issue):
    return reverse(name, args=[issue.programme.code, issue.code])


def opened(client, url, **changed):
    """What the page's form would send, with some of it typed otherwise."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None or value is False else value for name, value in values.items()} | changed


def refused(client, url, **typed):
    """The sentences at the fields; every field still says what was typed."""
    sent = opened(client, url, **typed)
    page = client.post(url, sent)
    assert page.status_code == 200
    form = page.context["form"]
    for name, value in typed.items():
        if name in form.fields:
            assert form[name].value() == value
            assert f'id="id_{name}_error"' in page.content.decode() or name not in form.errors
    return {name: list(errors) for name, errors in form.errors.items()}
