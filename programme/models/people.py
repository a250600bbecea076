from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from programme.enums import COUNCIL_ROLES, Role
from programme.history import Past, PastQuerySet, undone
from programme.models.council import Council
from programme.models.programme import Programme, ProgrammeMembership
from programme.models.triggers import never_deleted
from programme.values.rule import Rule


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, *, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        """The first administrator of an installation: may manage people and settings, nothing more."""
        user = self.create_user(email=email, name=name, password=password, **fields)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=timezone.localdate())
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The e-mail address is the log-in; what they may do stands in their role grants."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    post = models.CharField("job title", max_length=120, blank=True)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current_grants(self) -> list[RoleGrant]:
        """The roles held today, each with `is_in_force`; read once for the life of the object: a request or a task."""
        return list(RoleGrant.objects.with_force().filter(user=self))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleGrantQuerySet(PastQuerySet["RoleGrant"]):
    def current(self, day: date | None = None) -> RoleGrantQuerySet:
        day = day or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), starts_on__lte=day)

    def in_force(self) -> RoleGrantQuerySet:
        """The grants that count today: of a council's roles those whose council is a member of the programme."""
        return self.current().filter(_counts())

    def with_force(self) -> RoleGrantQuerySet:
        """Those held today, each with `is_in_force`: false where its council is no member, or no longer."""
        counts = models.ExpressionWrapper(_counts(), output_field=models.BooleanField())
        return self.current().annotate(is_in_force=counts)


def _counts() -> Q:
    members = ProgrammeMembership.objects.in_force().filter(
        programme=models.OuterRef("programme"), council=models.OuterRef("council")
    )
    return ~Q(role__in=sorted(COUNCIL_ROLES)) | Q(models.Exists(members))


@pghistory.track()
class RoleGrant(models.Model):
    """A role that a person holds in a programme and, for `COUNCIL_ROLES`, for one council. Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The last day of the role.")

    past = Past(known_on="starts_on", undone_after=undone("ended_on"))
    objects = RoleGrantQuerySet.as_manager()

    rules = {
        "grant_ends_after_start": Rule(
            "ended_on",
            "The role starts on {record.starts_on:%-d %B %Y}; its last day cannot be before that.",
            "a day on or after the role starts",
        ),
        "grant_names_its_council": Rule("council", expected="the council for which the role is held"),
        "grant_held_once": Rule("role", expected="a role held once at a time"),
    }

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_known"),
            models.CheckConstraint(
                condition=Q(role=Role.ADMINISTRATOR, programme__isnull=True)
                | (~Q(role=Role.ADMINISTRATOR) & Q(programme__isnull=False)),
                name="grant_names_its_programme",
            ),
            models.CheckConstraint(
                condition=Q(council__isnull=False) | ~Q(role__in=sorted(COUNCIL_ROLES)), name="grant_names_its_council"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")), name="grant_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "programme", "council"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="grant_held_once",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        where = ", ".join(str(part) for part in (self.council, self.programme) if part)
        return f"{self.get_role_display()} ({where})" if where else str(self.get_role_display())
