"""Whether somebody may ask: the query and its rule, among 100,000 people and 5,000 contracts.

python -m bench.entitlement
"""

import json
import random
import time
from datetime import datetime, timedelta

from bench import ground

PEOPLE, CONTRACTS, ASKED, BAR = 100_000, 5_000, 3_000, 1.0


def main() -> None:
    """Measure and print."""
    with ground.desk():
        from troth.domain.contracts import queries
        from troth.domain.contracts.entitled import Entitled
        from troth.domain.contracts.entitlement import entitlement

        grow()
        at = ground.now()
        policy = queries.current(at)[1].policy
        chance = random.Random(5)
        people = [chance.randint(1, PEOPLE) for _ in range(ASKED)]
        whole = []
        for person in people:
            start = time.perf_counter()
            found = entitlement(person, email="", policy=policy, at=at)
            whole.append((time.perf_counter() - start) * 1000)
            assert isinstance(found, Entitled)
        print(f"load: {PEOPLE} people, {CONTRACTS} contracts of three terms, {ASKED} asked about")
        inside = sorted(_in_the_database(person, at) for person in people)
        whole.sort()
        print(
            f"entitlement: median {inside[ASKED // 2]:.2f} ms in the database,"
            f" {whole[ASKED // 2]:.2f} ms with the way there and the rule"
        )
        ground.tell("entitlement in the database, p99", inside[int(ASKED * 0.99)], BAR, "ms")
        ground.tell("entitlement, all of it, p99", whole[int(ASKED * 0.99)], 5 * BAR, "ms")


def _in_the_database(person: int, at: datetime) -> float:
    """Return the milliseconds the database spends on the question, planning it included."""
    from django.db import connection

    from troth.domain.contracts.entitlement import ASKER

    asked = {"person": person, "domain": "", "at": at}
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON, FORMAT JSON) " + ASKER, asked)
        told = cursor.fetchone()[0]
    (plan,) = told if isinstance(told, list) else json.loads(told)
    return float(plan["Planning Time"] + plan["Execution Time"])


def grow() -> None:
    """Make the people and their contracts, each with its history."""
    from django.db import connection

    at = ground.now()
    begun, earlier = at - timedelta(days=30), at - timedelta(days=700)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_customer (name)"
            " SELECT 'Company ' || n FROM generate_series(1, %s) n",
            [CONTRACTS],
        )
        cursor.execute(
            "INSERT INTO customers_person (name, company, zone, customer_id)"
            " SELECT 'Person ' || n, '', '', 1 + n %% %s FROM generate_series(1, %s) n",
            [CONTRACTS, PEOPLE],
        )
        cursor.execute(
            "INSERT INTO contracts_contract (number, customer_id, recorded_at, by)"
            " SELECT 'C-' || id, id, %s, 'shell' FROM customers_customer",
            [earlier],
        )
        for kind, begins, ends in (
            ("begun", earlier, begun - timedelta(days=100)),
            ("renewed", begun - timedelta(days=100), None),
            ("changed", begun, None),
        ):
            cursor.execute(
                "INSERT INTO contracts_term (contract_id, kind, begins, ends, plan, region,"
                " products, most_people, why, recorded_at, by)"
                " SELECT id, %s, %s, %s, '', '', '{}', 50, '', %s, 'shell' FROM contracts_contract",
                [kind, begins, ends, earlier],
            )
        cursor.execute(
            "INSERT INTO contracts_naming (contract_id, person_id, domain, named, at, why, by)"
            " SELECT c.id, p.id, '', true, %s, '', 'shell' FROM customers_person p"
            " JOIN contracts_contract c ON c.customer_id = p.customer_id",
            [begun],
        )
        cursor.execute(
            "INSERT INTO contracts_checking (checks, at, by) VALUES (true, %s, 'shell')", [begun]
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
