"""Operations of migrations.

Django renders every related model anew after each operation, and a model with a history, constraints and triggers has
dozens: an installation's first migration spent nine tenths of its time on that. `Together` renders the models once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

WITH_THE_TABLE = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex)
"""What a table made in the same step has already, because it is made as the last operation leaves it."""


class Together(Operation):
    """The operations as one step.

    The state goes through all of them; then the database is told of each in order, with the models as they stand after
    the last. So no operation may undo or change what another of the same step does.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        made = self._made()
        for operation in self.operations:
            if not (isinstance(operation, WITH_THE_TABLE) and operation.model_name_lower in made):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        made = self._made()
        for operation in reversed(self.operations):
            if getattr(operation, "model_name_lower", "") not in made:  # what is on a table goes with it
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"

    def _made(self) -> set[str]:
        return {one.name_lower for one in self.operations if isinstance(one, migrations.CreateModel)}
