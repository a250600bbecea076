"""Database triggers of service reviews that refuse a wrong state, whoever writes."""

import pgtrigger


def same_programme_through(**tables: str) -> pgtrigger.Trigger:
    """The rows that two foreign keys point to (given as field=table) belong to one programme.

    For a table that names no programme itself.
    """
    (first, first_table), (second, second_table) = tables.items()
    return pgtrigger.Trigger(
        name="same_programme",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(f"{first}_id", f"{second}_id"),
        func=f"""
            IF NEW.{second}_id IS NOT NULL
               AND (SELECT programme_id FROM {first_table} WHERE id = NEW.{first}_id)
                   IS DISTINCT FROM (SELECT programme_id FROM {second_table} WHERE id = NEW.{second}_id)
            THEN
                RAISE EXCEPTION 'the {second} belongs to another programme' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def no_circle() -> pgtrigger.Trigger:
    """No project waits for itself, by however many steps. Two writers of one programme wait for each other.

    The second query is a new statement, so it sees what the writer before committed.
    """
    return pgtrigger.Trigger(
        name="no_circle",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("project_id", "needs_id", "removed_at"),
        func="""
            IF NEW.removed_at IS NOT NULL THEN
                RETURN NEW;
            END IF;
            PERFORM pg_advisory_xact_lock(
                hashtext('services_projectdependency'),
                (SELECT programme_id::int FROM services_project WHERE id = NEW.project_id)
            );
            IF EXISTS (
                WITH RECURSIVE needed (id) AS (
                    SELECT NEW.needs_id
                    UNION
                    SELECT further.needs_id FROM services_projectdependency AS further
                    JOIN needed ON further.project_id = needed.id
                    WHERE further.removed_at IS NULL AND further.id IS DISTINCT FROM NEW.id
                )
                SELECT 1 FROM needed WHERE id = NEW.project_id
            ) THEN
                RAISE EXCEPTION 'a project would wait for itself' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def closed_period_never_changes() -> pgtrigger.Trigger:
    """No row of a closed period changes, and none begins after its closing. Programme files bring rows begun before."""
    return pgtrigger.Trigger(
        name="closed_period_never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("closed", "timestamp with time zone")],
        func="""
            SELECT closed_at INTO closed FROM programme_reportingperiod WHERE id = NEW.period_id;
            IF closed IS NOT NULL AND (TG_OP = 'UPDATE' OR NEW.created_at > closed) THEN
                RAISE EXCEPTION 'the reporting period is closed' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
