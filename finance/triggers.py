"""Database triggers of finance that refuse a wrong state, whoever writes."""

import pgtrigger

WRITTEN_NOW = """
    (
        SELECT pg_xact_status(
            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written
                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8
        ) = 'in progress'
        FROM (SELECT version.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids
    )
"""
"""Whether this very transaction wrote the version: what it can see and is not yet committed is its own.

So a programme file can bring an approved version in whole. Row ids of transactions have 32 bits, and an epoch above.
"""


def version_not_frozen(name: str, version_of: str) -> pgtrigger.Trigger:
    """No row of an approved or withdrawn version of a business case is added, changed or moved.

    `version_of` is an SQL expression that gives the version's id from `found` (the row before or after the write).
    """
    frozen = f"""
            IF EXISTS (
                SELECT 1 FROM finance_caseversion AS version
                WHERE version.id = ({version_of}) AND version.status <> 'draft' AND NOT {WRITTEN_NOW}
            ) THEN
                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';
            END IF;
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            {frozen.replace("found", "NEW")}
            IF TG_OP = 'UPDATE' THEN
                {frozen.replace("found", "OLD")}
            END IF;
            RETURN NEW;
        """,
    )
