"""Tickets: one request for help, from intake to closing.

Words that live here: ticket, report, arrival, sending, triage, conversation,
hold, resolution, closure, decision. What was promised about a ticket lives next
door, in `promises`; what may be promised is written in `core.policy`.
"""
