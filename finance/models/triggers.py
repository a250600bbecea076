"""Database triggers of finance that refuse a wrong state, whoever writes."""

import pgtrigger

from programme.models.triggers import written_now


def version_not_frozen(name: str, version_of: str) -> pgtrigger.Trigger:
    """No row of an approved or withdrawn version of a business case is added, changed or moved.

    `version_of` is an SQL expression that gives the version's id from `found` (the row before or after the write).
    """
    frozen = f"""
            IF EXISTS (
                SELECT 1 FROM finance_caseversion AS version
                WHERE version.id = ({version_of}) AND version.status <> 'draft' AND NOT {written_now("version")}
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
