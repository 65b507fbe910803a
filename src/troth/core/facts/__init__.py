"""Facts: what can happen to a ticket, one small frozen type a kind.

Words that live here: fact, kind, entry (a fact that has been written down, with
its position), story (the entries of one ticket, read in order). Nothing here
knows what was promised; that is derived next door, in `core.promises`.
"""
