"""Database triggers of risks that refuse a wrong state, whoever writes."""

import pgtrigger


def of_same_matrix(**tables: str) -> pgtrigger.Trigger:
    """The rows that the foreign keys point to (given as field=table) belong to this row's matrix."""
    checks = "".join(
        f"""
            IF (SELECT matrix_id FROM {table} WHERE id = NEW.{field}_id) IS DISTINCT FROM NEW.matrix_id THEN
                RAISE EXCEPTION 'the {field} belongs to another matrix' USING ERRCODE = 'check_violation';
            END IF;
        """
        for field, table in tables.items()
    )
    return pgtrigger.Trigger(
        name="of_same_matrix",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"{checks} RETURN NEW;",
    )


def levels_of_their_axes() -> pgtrigger.Trigger:
    """A cell stands where a level of likelihood and a level of impact meet."""
    return pgtrigger.Trigger(
        name="levels_of_their_axes",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF (SELECT axis FROM risks_matrixlevel WHERE id = NEW.likelihood_id) IS DISTINCT FROM 'likelihood'
               OR (SELECT axis FROM risks_matrixlevel WHERE id = NEW.impact_id) IS DISTINCT FROM 'impact'
            THEN
                RAISE EXCEPTION 'a level stands on the wrong axis' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def cell_of_the_register() -> pgtrigger.Trigger:
    """A risk is scored in a register by a cell of one of that register's own matrices."""
    return pgtrigger.Trigger(
        name="cell_of_the_register",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.cell_id IS NOT NULL AND
               (SELECT matrix.register_id FROM risks_matrixcell AS cell
                JOIN risks_matrix AS matrix ON matrix.id = cell.matrix_id WHERE cell.id = NEW.cell_id)
               IS DISTINCT FROM (SELECT register_id FROM risks_registerentry WHERE id = NEW.entry_id)
            THEN
                RAISE EXCEPTION 'the cell belongs to another register' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def entry_points_at_latest() -> pgtrigger.Trigger:
    """The entry names its latest assessment of each kind, so that lists and heat maps need not look for it.

    Two writers of one entry wait for each other; the query after the lock sees what the one before committed.
    """
    latest = """
        UPDATE risks_registerentry SET {kind}_id = (
            SELECT id FROM risks_assessment WHERE entry_id = NEW.entry_id AND kind = '{kind}'
            ORDER BY assessed_on DESC, recorded_at DESC, id DESC LIMIT 1
        ) WHERE id = NEW.entry_id;
    """
    return pgtrigger.Trigger(
        name="entry_points_at_latest",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=f"""
            PERFORM 1 FROM risks_registerentry WHERE id = NEW.entry_id FOR UPDATE;
            IF NEW.kind = 'inherent' THEN {latest.format(kind="inherent")}
            ELSIF NEW.kind = 'current' THEN {latest.format(kind="current")}
            ELSE {latest.format(kind="target")}
            END IF;
            RETURN NULL;
        """,
    )
