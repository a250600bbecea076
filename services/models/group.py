from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from services.enums import GroupKind
from services.models.service_review import ServiceReview, of_programme_or_visible_review


class GroupQuerySet(PastQuerySet["Group"]):
    def visible_to(self, user: Any) -> GroupQuerySet:
        """The programme's own groups for its working people; a review's for who sees the review."""
        return self.filter(of_programme_or_visible_review(user))


@pghistory.track()
class Group(models.Model):
    """A board, team or specialist group of officers: who is in it and what it is there for."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    code = CodeField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=GroupKind)
    responsibilities = models.TextField(blank=True, help_text="What it is there for. Markdown.")
    meets = models.CharField("how often it meets", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day of the group.")

    past = Past(undone_after=undone("ended_on"))
    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="group_code_unique"),
            models.CheckConstraint(condition=Q(kind__in=GroupKind.values), name="group_kind_known"),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name


class GroupMemberQuerySet(PastQuerySet["GroupMember"]):
    def on(self, day: date) -> GroupMemberQuerySet:
        return self.filter(
            Q(joined_on__isnull=True) | Q(joined_on__lte=day), Q(left_on__isnull=True) | Q(left_on__gte=day)
        )


@pghistory.track()
class GroupMember(models.Model):
    """Somebody's part in a group: a person with an account, or a post by its title."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    code = CodeField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="group_memberships")
    post = models.CharField("job title", max_length=200, blank=True)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, null=True, blank=True, related_name="group_memberships"
    )
    part = models.CharField(max_length=200, blank=True, help_text="For example project director, or costs.")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    past = Past(known_on="joined_on", undone_after=undone("left_on"))
    objects = GroupMemberQuerySet.as_manager()

    rules = {
        "group_member_is_somebody": Rule(
            "user", "Choose a person, or enter a job title.", "a person or a post", file_field="post"
        ),
        "group_member_leaves_after_joining": Rule(
            "left_on", "Enter a day on or after the first day.", "a day on or after joined_on"
        ),
    }

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="group_member_code_unique"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(post=""), name="group_member_is_somebody"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="group_member_leaves_after_joining",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return str(self.user) if self.user else self.post
