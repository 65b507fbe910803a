"""Defects: what is wrong with the product itself, and the tickets that wait for it.

Words that live here: defect (a known issue, named DEF-12), gathered (a ticket
linked to it), patch (a released version, and the defects it puts right),
announcement (one message for every gathered ticket, each in its own thread),
hook (a release pipeline that may tell of a patch). That a ticket is linked, and
that a patch is out for it, are facts of the ticket: `core.facts`.
"""
