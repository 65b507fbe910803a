"""The rows of one ticket, written again and again by hand-made SQL: one transaction each."""

import secrets
import threading
import time
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

TABLES = {
    "ledger_chain": "id",
    "ledger_entry": "chain_id",
    "ledger_content": "chain_id",
    "promises_standing": "chain_id",
    "promises_storedpromise": "chain_id",
    "tickets_ticket": "number",
    "tickets_sending": "ticket_id",
    "tickets_arrival": "ticket_id",
}
CONNECTIONS = 2


class Template:
    """What one ticket from the web form left in the database, ready to be written anew."""

    def __init__(self, database: psycopg.Connection) -> None:
        """Take the newest ticket's rows, as they were at its opening."""
        newest = database.execute("SELECT max(number) FROM tickets_ticket").fetchone()
        assert newest is not None
        self.statements: list[tuple[sql.Composed, list[dict[str, Any]]]] = []
        for table, number in TABLES.items():
            cursor = database.cursor(row_factory=psycopg.rows.dict_row)
            asked = sql.SQL("SELECT * FROM {} WHERE {} = %s").format(
                sql.Identifier(table), sql.Identifier(number)
            )
            rows = cursor.execute(asked, [newest[0]]).fetchall()
            if table == "ledger_entry":
                rows = [row for row in rows if row["position"] <= 3]
            self.statements.append(_insert(table, number, rows))

    def rate(self, database: str, tickets: int) -> float:
        """Return tickets a second over a few connections at once."""
        threads = [
            threading.Thread(target=self._write, args=(database, tickets // CONNECTIONS))
            for _ in range(CONNECTIONS)
        ]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return tickets / (time.monotonic() - began)

    def _write(self, database: str, tickets: int) -> None:
        with psycopg.connect(database) as own:
            for _ in range(tickets):
                with own.transaction():
                    row = own.execute("SELECT nextval('ledger_chain_id_seq')").fetchone()
                    assert row is not None
                    number = row[0]
                    for statement, rows in self.statements:
                        for values in rows:
                            own.execute(statement, _anew(values, number), prepare=True)


def _insert(
    table: str, number: str, rows: list[dict[str, Any]]
) -> tuple[sql.Composed, list[dict[str, Any]]]:
    names = [name for name in rows[0] if name != "id" or number == "id"]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )
    return statement, [{name: _value(row[name]) for name in names} for row in rows]


def _value(value: object) -> object:
    return Jsonb(value) if isinstance(value, dict) else value


NUMBERS = {"chain_id", "ticket_id", "number", "standing_id", "id"}


def _anew(row: dict[str, Any], number: int) -> dict[str, Any]:
    fresh = {name: number if name in NUMBERS else value for name, value in row.items()}
    for name in ("digest", "key", "message_id"):
        if fresh.get(name):
            taken = secrets.token_bytes(32)
            fresh[name] = taken if name == "digest" else taken.hex()
    return fresh
