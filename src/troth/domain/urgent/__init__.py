"""Urgent: who is on call, and the pages that call for them until somebody has the ticket.

Words that live here: rota, override, shift, way, page, attempt, taken, missed, stood down.
What a page does next is decided in `core.urgent`; what has happened to it is in the ledger.
"""
