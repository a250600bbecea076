"""Sections of the programme file: groups of officers, who is in them, and the board's scrutiny sessions."""

from __future__ import annotations

from programme.file.sections import Section, fields_of
from services.models import Group, GroupMember, ScrutinySession, SessionCouncil
from services.programme_file.removal import is_removed

GROUPS = Section(
    name="groups",
    noun="group",
    about="Boards, teams and specialist groups of officers, of the programme or of one review.",
    model=Group,
    key=("code",),
    fields=fields_of(
        Group, "code name kind review responsibilities meets position ended_on", references={"review": "reviews"}
    ),
    order=164,
    sort=("position", "code"),
    ordinal="position",
)

GROUP_MEMBERS = Section(
    name="group_members",
    noun="member",
    about="Somebody's part in the group: a person with an account, or a post by its title.",
    model=GroupMember,
    key=("code",),
    fields=fields_of(
        GroupMember,
        "code person post council part joined_on left_on position",
        references={"person": "people", "council": "councils"},
        columns={"person": "user"},
    ),
    order=165,
    sort=("position", "code"),
    ordinal="position",
    programme_path="group__programme",
    parent="groups",
    parent_column="group",
    nested_as="members",
)

SCRUTINY_SESSIONS = Section(
    name="scrutiny_sessions",
    noun="scrutiny session",
    about="The board meets the officers of one service: what it challenged and what it approved.",
    model=ScrutinySession,
    key=("code",),
    fields=fields_of(
        ScrutinySession,
        "code review group held_on challenged approved notes",
        references={"review": "reviews", "group": "groups"},
    ),
    order=166,
    sort=("held_on", "code"),
)

SESSION_COUNCILS = Section(
    name="session_councils",
    noun="council at a session",
    about="A council whose officers were there.",
    model=SessionCouncil,
    key=("council",),
    fields=fields_of(SessionCouncil, "council", references={"council": "councils"}),
    order=167,
    programme_path="session__programme",
    parent="scrutiny_sessions",
    parent_column="session",
    nested_as="councils",
    omitted=is_removed,
)

SECTIONS = (GROUPS, GROUP_MEMBERS, SCRUTINY_SESSIONS, SESSION_COUNCILS)
