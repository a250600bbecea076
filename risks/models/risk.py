from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import programmes_of
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from risks.enums import MitigationStatus, Response, RiskKind, RiskStatus
from risks.models.register import RiskRegister
from services.models import ServiceReview
from services.models.triggers import same_programme_through


class RiskQuerySet(PastQuerySet["Risk"]):
    def visible_to(self, user: Any) -> RiskQuerySet:
        """The risks of the registers that the reader sees; a confidential one only for its owner, for those it names
        and for auditors, each while they hold a role in the programme."""
        listed = RegisterEntry.objects.filter(
            risk=OuterRef("pk"), register__in=RiskRegister.objects.visible_to(user)
        ).in_force()
        return self.filter(Q(is_confidential=False) & Exists(listed) | Q(is_confidential=True) & _let_in(user))

    def open(self) -> RiskQuerySet:
        return self.filter(status=RiskStatus.OPEN)


def _let_in(user: Any, risk: str = "") -> Q:
    """Whom a confidential risk is for; `risk` leads to it, as "risk__"."""
    named = RiskViewer.objects.filter(person=user, removed_at__isnull=True).values("risk")
    personally = Q(**{f"{risk}owner": user}) | Q(**{f"{risk}pk__in": named})
    return (
        Q(**{f"{risk}programme__in": programmes_of(user, (Role.AUDITOR,))})
        | Q(**{f"{risk}programme__in": programmes_of(user)}) & personally
    )


@pghistory.track()
class Risk(models.Model):
    """Something uncertain that would matter: a threat or an opportunity. Its scores are `Assessment` rows.

    Which registers it stands in, and by what number, is in its `RegisterEntry` rows.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="risks")
    review = models.ForeignKey(
        ServiceReview,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        help_text="The service review that it is about.",
    )
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        help_text="The council whose risk it is. Empty: of all together.",
    )
    code = CodeField()
    kind = models.CharField(max_length=12, choices=RiskKind, default=RiskKind.RISK)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True, help_text="Markdown.")
    event = models.TextField(blank=True, help_text="Markdown.")
    effect = models.TextField(blank=True, help_text="Markdown.")
    category = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_risks")
    owner_post = models.CharField(max_length=120, blank=True, help_text="The post, where no person is named.")
    response = models.CharField(max_length=10, choices=Response, blank=True)
    strategy = models.TextField(blank=True, help_text="How it is mitigated. Markdown.")
    action_outstanding = models.TextField(blank=True, help_text="What is still to be done. Markdown.")
    status_note = models.TextField(blank=True, help_text="Where it stands, in words. Markdown.")
    opened_on = models.DateField(null=True, blank=True, help_text="Empty: not known.")
    next_review = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=RiskStatus, default=RiskStatus.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    is_confidential = models.BooleanField(default=False)

    registers = models.ManyToManyField(RiskRegister, through="RegisterEntry", related_name="risks")

    past = Past(
        known_on="opened_on",
        undone_after=undone("closed_on", status=RiskStatus.OPEN, closed_reason=""),
    )
    objects = RiskQuerySet.as_manager()

    rules = {
        "risk_closed_on_a_day_with_a_reason": Rule(
            "closed_reason",
            "Say why it is closed.",
            "closed_on and closed_reason for a risk that is not open, and only there",
        ),
        "risk_closes_after_it_opened": Rule("closed_on", expected="a day on or after opened_on"),
        "risk_has_a_title": Rule("title", expected="the risk in words"),
    }

    class Meta:
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="risk_code_unique"),
            models.CheckConstraint(condition=Q(kind__in=RiskKind.values), name="risk_kind_known"),
            models.CheckConstraint(condition=Q(status__in=RiskStatus.values), name="risk_status_known"),
            models.CheckConstraint(condition=Q(response__in=["", *Response.values]), name="risk_response_known"),
            models.CheckConstraint(condition=~Q(title=""), name="risk_has_a_title"),
            models.CheckConstraint(
                condition=Q(status=RiskStatus.OPEN, closed_on__isnull=True, closed_reason="")
                | (~Q(status=RiskStatus.OPEN) & Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="risk_closed_on_a_day_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="risk_closes_after_it_opened",
            ),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("risk_detail", args=[self.programme.code, self.code])

    def was_opened_by(self, day: date) -> bool:
        """Whether it was there on a day; one without a day of opening always was."""
        return self.opened_on is None or self.opened_on <= day

    def was_open_on(self, day: date) -> bool:
        """Whether it was not yet closed on a day."""
        return self.status == RiskStatus.OPEN or (self.closed_on is not None and self.closed_on > day)


@pghistory.track()
class RiskViewer(models.Model):
    """A person to whom a confidential risk is shown."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="viewers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    class Meta:
        ordering = ["risk", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "person"], condition=Q(removed_at__isnull=True), name="risk_viewer_once"
            )
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.person}: {self.risk}"


def in_force_on(day: date) -> Q:
    """Of an entry, or of what the history has of it: whether the register shows the risk on the day."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    return begun & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class RegisterEntryQuerySet(PastQuerySet["RegisterEntry"]):
    def in_force(self, day: date | None = None) -> RegisterEntryQuerySet:
        """Those of the day: a risk may be shared with a register for a while."""
        return self.filter(in_force_on(day or timezone.localdate()))

    def of_visible_registers(self, *registers: RiskRegister, user: Any) -> RegisterEntryQuerySet:
        """Of registers that the reader is known to see: the entries in force today of risks that the reader sees.

        The same rows as `visible_to` gives, in a smaller query.
        """
        not_hidden = Q(risk__is_confidential=False) | _let_in(user, "risk__")
        return self.filter(not_hidden, register__in=[register.pk for register in registers]).in_force()

    def visible_to(self, user: Any) -> RegisterEntryQuerySet:
        """The entries of visible risks in visible registers. Who is named for a confidential risk sees those of its
        home."""
        risks = Risk.objects.visible_to(user)
        return self.filter(
            Q(register__in=RiskRegister.objects.visible_to(user)) | Q(risk__is_confidential=True, is_home=True),
            risk__in=risks,
        )


@pghistory.track(exclude=["inherent", "current", "target"])
class RegisterEntry(models.Model):
    """A risk in a register, by its number there: its home register, or one that it is shared with.

    `inherent`, `current` and `target` point at the latest assessment of that kind in this register; the database keeps
    them.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="entries")
    register = models.ForeignKey(RiskRegister, on_delete=models.PROTECT, related_name="entries")
    number = models.CharField(max_length=20, help_text="As the register gives it: 7, R12 or FIN/03.")
    is_home = models.BooleanField(default=True, help_text="Whether the register keeps the risk, or only shows it.")
    position = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True, blank=True, help_text="From which day it is shown. Empty: from the start.")
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was shown.")
    inherent = models.ForeignKey("Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    current = models.ForeignKey("Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey("Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    past = Past(known_on="starts_on", undone_after=undone("ended_on"))
    objects = RegisterEntryQuerySet.as_manager()

    rules = {
        "register_entry_home_does_not_end": Rule(
            "ended_on", "Its home keeps the risk: close the risk instead.", "nothing: the home keeps its risks"
        ),
        "register_entry_ends_after_start": Rule(
            "ended_on", "Enter a last day on or after the first.", "a day on or after starts_on"
        ),
        "register_entry_number_unique": Rule("number", expected="a number that the register gives once"),
        "register_entry_one_home": Rule("is_home", expected="one home"),
        "register_entry_numbered": Rule("number", expected="the number in the register"),
    }

    class Meta:
        ordering = ["register", "position", "number"]
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_entry_number_unique"),
            models.UniqueConstraint(fields=["register", "risk"], name="register_entry_once"),
            models.UniqueConstraint(fields=["risk"], condition=Q(is_home=True), name="register_entry_one_home"),
            models.CheckConstraint(condition=~Q(number=""), name="register_entry_numbered"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(starts_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="register_entry_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_home=False) | Q(ended_on__isnull=True), name="register_entry_home_does_not_end"
            ),
        ]
        triggers = [never_deleted(), same_programme_through(register="risks_riskregister", risk="risks_risk")]

    def __str__(self) -> str:
        return f"{self.number} {self.risk}"

    def is_shown_on(self, day: date) -> bool:
        """Whether the register shows the risk on a day; `in_force_on` asks it of many."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ended_on is None or self.ended_on >= day)


@pghistory.track()
class Mitigation(models.Model):
    """A control that is in place or an action on a risk, with the effect expected of it."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="mitigations")
    code = CodeField()
    name = models.CharField("what is done", max_length=300)
    status = models.CharField(max_length=10, choices=MitigationStatus, default=MitigationStatus.PLANNED)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_mitigations")
    owner_post = models.CharField(max_length=120, blank=True)
    due = PartialDateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    effect_expected = models.TextField(blank=True, help_text="What it is expected to change. Markdown.")
    progress = models.TextField(blank=True, help_text="How it is going, or why it was dropped. Markdown.")
    position = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("done_on", status=MitigationStatus.UNDER_WAY) + undone("removed_at"))

    objects = PastQuerySet["Mitigation"].as_manager()

    rules = {
        "mitigation_done_is_done": Rule(
            "done_on",
            "Only what is done or in place has this day. Choose one of them, or empty it.",
            "nothing while it is not done or in place",
        ),
        "mitigation_dropped_with_a_reason": Rule("progress", "Say why it was dropped.", "why it was dropped"),
    }

    class Meta:
        ordering = ["risk", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "code"], condition=Q(removed_at__isnull=True), name="mitigation_code_unique"
            ),
            models.CheckConstraint(condition=Q(status__in=MitigationStatus.values), name="mitigation_status_known"),
            models.CheckConstraint(
                condition=~Q(status=MitigationStatus.DROPPED) | ~Q(progress=""), name="mitigation_dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(status__in=[MitigationStatus.DONE, MitigationStatus.IN_PLACE]),
                name="mitigation_done_is_done",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name
