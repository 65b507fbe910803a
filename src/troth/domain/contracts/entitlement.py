"""Asking whether somebody is entitled: one query, one rule."""

from datetime import datetime
from typing import Any

from django.db import connection

from troth.core.policy import vocabulary
from troth.core.policy.document import Policy
from troth.domain.contracts.entitled import (
    Agreed,
    Asker,
    Claim,
    Entitled,
    NotEntitled,
    decide,
)

# Asked for every report, planned each time, so no table stands here that is not needed. One row
# for each thing ever agreed in each contract that could entitle; one of nothing where none could.
_OF_DOMAIN = """
    UNION ALL
    SELECT contract.id, contract.number, true
      FROM (
        SELECT DISTINCT ON (contract_id) contract_id, named FROM contracts_naming
         WHERE domain = %(domain)s AND domain <> '' AND at <= %(at)s
         ORDER BY contract_id, at DESC, id DESC
      ) last JOIN contracts_contract contract ON contract.id = last.contract_id
     WHERE last.named
"""
ASKER = """
WITH asker AS (
    SELECT id, customer_id, coalesce((
        SELECT has.left FROM customers_leaving has
         WHERE has.person_id = %(person)s AND has.at <= %(at)s ORDER BY at DESC, id DESC LIMIT 1
    ), false) AS has_left FROM customers_person WHERE id = %(person)s
), claim AS (
    SELECT contract.id, contract.number, false AS by_domain
      FROM asker JOIN contracts_contract contract ON contract.customer_id = asker.customer_id
--of-domain
)
SELECT
    coalesce((SELECT checks FROM contracts_checking WHERE at <= %(at)s
               ORDER BY at DESC, id DESC LIMIT 1), false),
    asker.customer_id, asker.has_left,
    claim.id, claim.number, claim.by_domain, coalesce(own.named, false), coalesce(earlier.n, 0),
    term.id, term.kind, term.begins, term.ends, term.edition_id, term.plan, term.region,
    term.products, term.most_people, term.changes_a_year, term.administrator_id
FROM (SELECT 1) one
LEFT JOIN asker ON true
LEFT JOIN claim ON true
LEFT JOIN contracts_term term ON term.contract_id = claim.id
LEFT JOIN LATERAL (
    SELECT named, at, id FROM contracts_naming
     WHERE contract_id = claim.id AND person_id = asker.id AND at <= %(at)s
     ORDER BY at DESC, id DESC LIMIT 1
) own ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS n FROM (
        SELECT DISTINCT ON (person_id) named, at, id FROM contracts_naming
         WHERE contract_id = claim.id AND person_id IS NOT NULL AND at <= %(at)s
         ORDER BY person_id, at DESC, id DESC
    ) last WHERE last.named AND (last.at, last.id) < (own.at, own.id)
) earlier ON own.named AND term.most_people IS NOT NULL
"""
ASKER_OR_DOMAIN = ASKER.replace("--of-domain\n", _OF_DOMAIN)


def entitlement(
    person_id: int | None, *, email: str, policy: Policy, at: datetime
) -> Entitled | NotEntitled:
    """Say whether somebody may ask for support of a policy's product at an instant.

    The same question has the same answer for ever, but for a contract that is
    entered after it began: what was decided on a report is a fact of its ticket.
    """
    by_domain = policy.entitlement.who == vocabulary.MAIL_DOMAIN
    domain = email.strip().lower().rpartition("@")[2]
    asked = ASKER_OR_DOMAIN if by_domain else ASKER
    with connection.cursor() as cursor:
        cursor.execute(asked, {"person": person_id, "domain": domain, "at": at})
        rows = cursor.fetchall()
    return decide(_asker(rows), policy.entitlement, product=policy.product, at=at)


def _asker(rows: list[tuple[Any, ...]]) -> Asker:
    checked, customer, has_left = rows[0][:3]
    agreed: dict[tuple[int, bool], list[Agreed]] = {}
    claims: dict[tuple[int, bool], tuple[Any, ...]] = {}
    for row in rows:
        if row[3] is not None and row[8] is not None:
            key = (row[3], row[5])
            claims[key] = row
            agreed.setdefault(key, []).append(agreed_of(row[8:]))
    return Asker(
        checked=checked,
        customer=customer,
        left=bool(has_left),
        claims=tuple(
            Claim(
                contract=row[3],
                number=row[4],
                agreed=tuple(agreed[key]),
                named=row[6],
                before=row[7],
                by_domain=row[5],
            )
            for key, row in claims.items()
        ),
    )


def agreed_of(row: tuple[Any, ...]) -> Agreed:
    """Return a row of the terms as a value; its columns stand in the value's order."""
    pk, kind, begins, ends, edition, plan, region, products, most, changes, administrator = row
    return Agreed(
        pk, kind, begins, ends, edition, plan, region, tuple(products), most, changes, administrator
    )
