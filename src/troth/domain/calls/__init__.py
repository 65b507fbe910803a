"""Calls: what a caller did on the support line, step by step, and the ticket it became.

Words that live here: call, step, caller, missed call. What the line says is decided in
`core.line`; who is rung for urgent care, next door in `urgent`.
"""
