"""Mailroom: every mail that we answered "accepted" for, until it is on a ticket.

Words that live here: inbound (a mail whose bytes are safe with us), mailbox (one
we fetch from, and how far we have come), outcome (what became of an inbound),
accounting (received = on a ticket + held + duplicate + automatic + waiting).
What a mail becomes is decided next door, in `tickets`.
"""
