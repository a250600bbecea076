"""Who works on the programme: boards, teams, core groups and specialist leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.live_block import live_block
from governance.documents.content import Block, Cell, Column, Row, Table
from programme.wording.prose import as_markdown
from services.queries.groups import GroupRow, group_rows


@live_block(
    code="groups",
    title="Roles and groups",
    description="The officers' boards, teams and specialist leads: what each is there for, and who is in it.",
)
def groups_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The programme's own groups and those of the body's reviews, with who is in them."""
    names = {row.review.pk: row.review.name for row in context.rows}
    rows = group_rows(programme=context.programme, review_ids=names.keys(), moment=context.moment)
    return (
        Table(
            caption="Roles and groups",
            columns=(Column("Group", 3), Column("What it is there for", 5), Column("Who is in it", 5)),
            rows=tuple(_row_of(row, names=names) for row in rows),
            note="" if rows else "No groups are recorded.",
        ),
    )


def _row_of(row: GroupRow, *, names: Mapping[int, str]) -> Row:
    about = [f"for {names[row.review_id]}"] if row.review_id else []
    about += [f"meets: {row.meets}"] if row.meets else []
    return Row.of(
        f"{row.name} ({'; '.join(about)})" if about else row.name,
        Cell(row.responsibilities, markdown=True),
        Cell(_members(row.members), markdown=True),
    )


def _members(members: tuple[str, ...]) -> str:
    """Markdown: one alone as it stands, several as a list."""
    if len(members) < 2:
        return as_markdown(members[0]) if members else "Nobody at present"
    return "\n".join(f"- {as_markdown(member)}" for member in members)
