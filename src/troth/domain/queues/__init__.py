"""Queues: the ways people like to look at what is due.

Words that live here: saved view (a name for a tab and a filter, its owner's or
a team's), landing (the view somebody begins with). What may be filtered by
stands next door, in `tickets.filter`.
"""
