"""Database triggers of finance that refuse a wrong state, whoever writes."""

import pgtrigger


def version_not_frozen(name: str, version_of: str) -> pgtrigger.Trigger:
    """No row of an approved version of a business case is added, changed or moved.

    `version_of` is an SQL expression that gives the version's id from `found` (the row before or after the write).
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("status", "text")],
        func=f"""
            SELECT version.status INTO status FROM finance_caseversion AS version
            WHERE version.id = ({version_of.replace("found", "NEW")});
            IF status <> 'draft' THEN
                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'UPDATE' THEN
                SELECT version.status INTO status FROM finance_caseversion AS version
                WHERE version.id = ({version_of.replace("found", "OLD")});
                IF status <> 'draft' THEN
                    RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';
                END IF;
            END IF;
            RETURN NEW;
        """,
    )
