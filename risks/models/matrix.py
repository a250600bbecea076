from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from programme.history import Past, PastQuerySet
from programme.models import User
from programme.models.triggers import append_only, written_together
from programme.values.rule import Rule
from risks.enums import Axis, BandColour, ScoreRule
from risks.models.register import RiskRegister
from risks.models.triggers import levels_of_their_axes, of_same_matrix


@pghistory.track()
class Matrix(models.Model):
    """How a register scores its risks, in versions: written once; a change is the next version.

    Any number of levels from 2 to 10 on each axis. Assessments point at a cell and so keep the version they were made
    by.
    """

    register = models.ForeignKey(RiskRegister, on_delete=models.PROTECT, related_name="matrices")
    version = models.PositiveSmallIntegerField(default=1)
    likelihood_title = models.CharField(max_length=40, default="Likelihood")
    impact_title = models.CharField(max_length=40, default="Impact")
    score_title = models.CharField(max_length=40, default="Score")
    score_rule = models.CharField(max_length=10, choices=ScoreRule, default=ScoreRule.PRODUCT)
    low_is_serious = models.BooleanField(default=False, help_text="Whether 1 is the most serious score.")
    impact_first = models.BooleanField(default=False, help_text="Whether a pair names the impact first.")
    note = models.TextField(blank=True, help_text="Why it was changed.")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    past = Past(known_on="created_at")

    objects = PastQuerySet["Matrix"].as_manager()

    class Meta:
        ordering = ["register", "-version"]
        verbose_name_plural = "matrices"
        constraints = [
            models.UniqueConstraint(fields=["register", "version"], name="matrix_version_unique"),
            models.CheckConstraint(condition=Q(score_rule__in=ScoreRule.values), name="matrix_score_rule_known"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.register}, matrix {self.version}"


@pghistory.track()
class MatrixLevel(models.Model):
    """A step of an axis. `position` counts from the least serious, 1; `value` is the number that scores are made of."""

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="levels")
    axis = models.CharField(max_length=10, choices=Axis)
    position = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=20, help_text="As it stands on the axis: 3, C or Likely.")
    name = models.CharField(max_length=60, blank=True, help_text="A word for it where the label is none: Likely.")
    meaning = models.TextField(blank=True, help_text="When it is chosen.")
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    rules = {
        "matrix_level_label_without_stroke": Rule(
            "label", "Leave the stroke (/) out of the label.", "a label without a stroke (/)"
        ),
        "matrix_level_at_most_ten": Rule("position", expected="from 1 to 10"),
    }

    class Meta:
        ordering = ["matrix", "axis", "position"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "axis", "position"], name="matrix_level_position_unique"),
            models.UniqueConstraint(fields=["matrix", "axis", "label"], name="matrix_level_label_unique"),
            models.CheckConstraint(condition=Q(axis__in=Axis.values), name="matrix_level_axis_known"),
            models.CheckConstraint(condition=~Q(label=""), name="matrix_level_has_a_label"),
            models.CheckConstraint(condition=Q(label__regex=r"^[^/]*$"), name="matrix_level_label_without_stroke"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=10), name="matrix_level_at_most_ten"),
        ]
        triggers = [append_only(), written_together("matrix", "risks_matrix")]

    def __str__(self) -> str:
        return f"{self.label} {self.name}".strip()


@pghistory.track()
class MatrixBand(models.Model):
    """What a register calls a stretch of its matrix, from the least serious, 1, with a colour."""

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="bands")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=40)
    colour = models.CharField(max_length=12, choices=BandColour)
    meaning = models.TextField(blank=True, help_text="What has to be done about a risk in it.")

    class Meta:
        ordering = ["matrix", "position"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "position"], name="matrix_band_position_unique"),
            models.UniqueConstraint(fields=["matrix", "name"], name="matrix_band_name_unique"),
            models.CheckConstraint(condition=Q(colour__in=BandColour.values), name="matrix_band_colour_known"),
            models.CheckConstraint(condition=~Q(name=""), name="matrix_band_has_a_name"),
        ]
        triggers = [append_only(), written_together("matrix", "risks_matrix")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MatrixCell(models.Model):
    """Where a likelihood and an impact meet: the score as it is shown, and its rank, of which a higher one is more
    serious whatever way the register counts."""

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="cells")
    likelihood = models.ForeignKey(MatrixLevel, on_delete=models.PROTECT, related_name="+")
    impact = models.ForeignKey(MatrixLevel, on_delete=models.PROTECT, related_name="+")
    score = models.CharField(max_length=41)
    rank = models.PositiveSmallIntegerField()
    band = models.ForeignKey(MatrixBand, on_delete=models.PROTECT, related_name="cells")
    is_tolerated = models.BooleanField(default=False)

    class Meta:
        ordering = ["matrix", "rank", "likelihood__position"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "likelihood", "impact"], name="matrix_cell_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="matrix_cell_ranked"),
            models.CheckConstraint(condition=~Q(score=""), name="matrix_cell_scored"),
        ]
        triggers = [
            append_only(),
            written_together("matrix", "risks_matrix"),
            of_same_matrix(likelihood="risks_matrixlevel", impact="risks_matrixlevel", band="risks_matrixband"),
            levels_of_their_axes(),
        ]

    def __str__(self) -> str:
        return f"{self.score} ({self.band})"
