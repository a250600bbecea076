"""How a workbook is taken into a register: what was looked at, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from programme.domain.codes import CODE_LENGTH, TAKEN_BY_PAGES
from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.models import Assessment, Mitigation, RegisterEntry, RegisterImport, Risk, RiskRegister
from risks.register_file.changes import RegisterChanges, RiskChange, changes_of
from risks.register_file.read import RiskRow

MOST_IN_REGISTER = 32_000


class WorkbookRefused(DomainError):
    """Something in the workbook cannot stand in the register. `faults` has every sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The workbook cannot be taken in as it is. Nothing has been saved.")
        self.faults = list(faults)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the rows come from, and which column was taken for what: kept with the import."""

    filename: str
    sheet: str
    mapping: Mapping[str, str]


@transaction.atomic
def import_register(
    *,
    register: RiskRegister,
    rows: Sequence[RiskRow],
    assessed_on: date,
    seen: str,
    origin: Origin,
    actor: User,
    at: datetime,
) -> RegisterChanges:
    """Write what the rows change, all or nothing; scores become assessments of the day. `seen` is the mark of the
    changes that were looked at.

    Raises NotAllowed, WorkbookRefused, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_register", register)
    register = RiskRegister.objects.select_for_update(of=("self",)).select_related("programme").get(pk=register.pk)
    check_import(register, assessed_on=assessed_on)
    risks = Risk.objects.select_for_update(of=("self",)).filter(entries__register=register)
    list(risks.order_by("pk").values_list("pk", flat=True))  # until this is written, nobody changes them
    changes = changes_of(rows=rows, register=register, assessed_on=assessed_on, user=actor)
    if changes.faults:
        raise WorkbookRefused(changes.faults)
    if changes.mark != seen:
        raise ChangedByAnother(
            "The register has changed since you looked. Nothing has been overwritten. "
            "Below is what the workbook changes now: look again, then save."
        )
    entries = [*_add(register, changes.new), *(_change(one) for one in changes.changed)]
    Assessment.objects.bulk_create(
        Assessment(
            entry=entry, kind=kind, cell=cell, assessed_on=assessed_on, recorded_by=actor, recorded_at=at,
            reason=f"Imported from {origin.filename}.",
        )
        for entry, change in zip(entries, changes.all_of_them, strict=True)
        for kind, cell in change.scores.items()
    )  # fmt: skip
    _add_mitigations([(entry.risk, one) for entry, one in zip(entries, changes.all_of_them, strict=True)])
    RegisterImport.objects.create(
        register=register,
        filename=origin.filename[:200],
        sheet=origin.sheet[:100],
        mapping=dict(origin.mapping),
        assessed_on=assessed_on,
        added=len(changes.new),
        changed=len(changes.changed),
        scores=changes.scores,
        imported_by=actor,
        imported_at=at,
    )
    return changes


def check_import(register: RiskRegister, *, assessed_on: date) -> None:
    """Raises DomainError."""
    today = register.programme.today
    if register.ended_on is not None and register.ended_on < today:
        raise DomainError("This register is not kept any more, so nothing can be imported into it.")
    if assessed_on > today:
        raise DomainError("Enter today or a day that has passed.", field="assessed_on")


def _add(register: RiskRegister, new: Sequence[RiskChange]) -> list[RegisterEntry]:
    codes = _codes(register, [one.row.number for one in new])
    risks = Risk.objects.bulk_create(
        Risk(programme=register.programme, code=code, **change.values) for code, change in zip(codes, new, strict=True)
    )
    last = register.entries.order_by("-position").values_list("position", flat=True).first() or 0
    return RegisterEntry.objects.bulk_create(
        RegisterEntry(
            register=register,
            risk=risk,
            number=change.row.number,
            is_home=True,
            position=min(last + place, MOST_IN_REGISTER),
        )
        for place, (risk, change) in enumerate(zip(risks, new, strict=True), start=1)
    )


def _change(change: RiskChange) -> RegisterEntry:
    entry = change.entry
    if entry is None:
        raise ValueError("a changed risk stands in the register")
    if change.values:
        for name, value in change.values.items():
            setattr(entry.risk, name, value)
        entry.risk.save(update_fields=list(change.values))
    return entry


def _add_mitigations(changes: Sequence[tuple[Risk, RiskChange]]) -> None:
    """After those that a risk has."""
    changes = [(risk, one) for risk, one in changes if one.mitigations]
    codes: dict[int, set[str]] = {risk.pk: set(TAKEN_BY_PAGES) for risk, _ in changes}
    last = dict.fromkeys(codes, 0)
    for risk_id, code, position in (
        Mitigation.objects.filter(risk__in=codes).order_by("pk").values_list("risk", "code", "position")
    ):
        codes[risk_id].add(code)
        last[risk_id] = max(last[risk_id], position)
    Mitigation.objects.bulk_create(
        Mitigation(
            risk=risk,
            code=_free(name, codes[risk.pk]),
            name=name,
            status=status,
            position=min(last[risk.pk] + place, MOST_IN_REGISTER),
        )
        for risk, change in changes
        for place, (name, status) in enumerate(change.mitigations.items(), start=1)
    )


def _codes(register: RiskRegister, numbers: Sequence[str]) -> list[str]:
    """A code for each number that no risk of the programme has."""
    taken = set(Risk.objects.filter(programme=register.programme_id).order_by("pk").values_list("code", flat=True))
    taken |= TAKEN_BY_PAGES
    return [_free(f"{register.code}-{number}", taken) for number in numbers]


def _free(name: str, taken: set[str]) -> str:
    """A code that is not taken; it is from then on."""
    stem = slugify(name)[: CODE_LENGTH - 7].strip("-_").replace("_", "-") or "row"
    code, place = stem, 2
    while code in taken:
        code, place = f"{stem}-{place}", place + 1
    taken.add(code)
    return code
