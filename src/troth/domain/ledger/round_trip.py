"""Writing to several tables in one round trip to the database.

A ticket's change touches up to eight tables. The ORM asks once a table and
spells each statement anew, which costs more than the change itself; here rows
are gathered, their statements spelled once a table, and sent together.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


class RoundTrip:
    """Rows gathered to be written together, in the order they were given.

    Send it inside a transaction: what it writes stands or falls as one.
    """

    def __init__(self) -> None:
        self._statements: list[tuple[str, list[Any]]] = []
        self._rows: list[models.Model] = []

    def insert(self, rows: Sequence[models.Model]) -> None:
        """Add new rows of one table. A key that the database gives is not read back."""
        self._add(rows, "")

    def write(self, rows: Sequence[models.Model], *unique: str) -> None:
        """Add rows of one table: new ones are inserted, those known by `unique` take the values."""
        if rows:
            self._add(rows, _else_update(type(rows[0]), unique))

    def notify(self, channel: str, text: str) -> None:
        """Tell whoever listens, once the transaction commits."""
        self._statements.append(("SELECT pg_notify(%s, %s)", [channel, text]))

    def send(self) -> None:
        """Write everything gathered. The rows count as stored from then on.

        Raises:
            IntegrityError: a constraint is broken; nothing was written.
        """
        if not self._statements:
            return
        with connection.cursor() as cursor:
            # Each spelled by itself: the adapter knows the pieces of a short statement by heart.
            cursor.execute(";".join(cursor.mogrify(*one) for one in self._statements))
        for row in self._rows:
            row._state.adding, row._state.db = False, connection.alias

    def _add(self, rows: Sequence[models.Model], otherwise: str) -> None:
        if not rows:
            return
        into, places, fields = _insert_into(type(rows[0]), given=rows[0].pk is not None)
        values: list[Any] = []
        self._statements.append((into + ",".join([places] * len(rows)) + otherwise, values))
        for row in rows:
            for name, field in fields:
                value = getattr(row, name)
                # Only these need dressing up: all else is what the database adapter knows.
                if isinstance(field, models.JSONField):
                    value = field.get_db_prep_save(value, connection)
                values.append(value)
        self._rows += rows


Fields = list[tuple[str, "models.Field[Any, Any]"]]


@cache
def _insert_into(model: type[models.Model], *, given: bool) -> tuple[str, str, Fields]:
    """Return the statement's beginning, the places of one row, and the fields to fill them."""
    fields = [field for field in model._meta.concrete_fields if given or not field.primary_key]
    columns = ",".join(f'"{field.column}"' for field in fields)
    places = ",".join(["%s"] * len(fields))
    into = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES '  # noqa: S608 (our own tables)
    return into, f"({places})", [(field.attname, field) for field in fields]


@cache
def _else_update(model: type[models.Model], unique: tuple[str, ...]) -> str:
    key = [model._meta.get_field(name).column for name in unique]  # type: ignore[union-attr]
    news = ",".join(
        f'"{field.column}"=excluded."{field.column}"'
        for field in model._meta.concrete_fields
        if not field.primary_key and field.column not in key
    )
    columns = ",".join(f'"{column}"' for column in key)
    return f" ON CONFLICT ({columns}) DO UPDATE SET {news}"
