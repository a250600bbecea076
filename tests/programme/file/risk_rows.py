"""The small programme file with risks: two registers with a matrix each, to be changed by a test."""

from __future__ import annotations

from itertools import product
from typing import Any

from tests.programme.file.files import small


def matrix(register: str, size: int = 2, **fields: Any) -> dict[str, Any]:
    """A matrix of numbers by product: Low up to its size, High above."""
    numbers = range(1, size + 1)
    return {
        "register": register,
        "version": 1,
        "created_at": "2023-01-02T09:00:00Z",
        "levels": [
            {"axis": axis, "label": str(number), "value": number}
            for axis in ("likelihood", "impact")
            for number in numbers
        ],
        "bands": [{"name": "Low", "colour": "green"}, {"name": "High", "colour": "red"}],
        "cells": [
            {"likelihood": str(one), "impact": str(other), "band": "Low" if one * other <= size else "High"}
            for one, other in product(numbers, numbers)
        ],
        **fields,
    }


def risk(code: str = "staff", **fields: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title": "Staff leave",
        "opened_on": "2023-01-10",
        "entries": [{"register": "joint", "number": code}],
        **fields,
    }


def assessment(**fields: Any) -> dict[str, Any]:
    return {
        "entry": "staff/joint",
        "cell": "joint/1/1/2",
        "assessed_on": "2023-01-10",
        "recorded_at": "2023-01-10T10:00:00Z",
        **fields,
    }


def issue(**fields: Any) -> dict[str, Any]:
    return {
        "code": "phones",
        "register": "joint",
        "number": "I1",
        "title": "The phones were down",
        "raised_on": "2023-02-01",
        **fields,
    }


def with_risks(**sections: Any) -> dict[str, Any]:
    """A copy, with sections replaced (or, given None, left out)."""
    rows: dict[str, Any] = {
        "risk_registers": [{"code": "joint", "name": "Joint risks"}, {"code": "waste", "name": "Waste"}],
        "risk_matrices": [matrix("joint"), matrix("waste")],
        "risks": [risk()],
        "assessments": [assessment()],
        "issues": [issue()],
    }
    return small(**rows | sections)


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
