"""Ledger: what happened, appended and never changed.

Words that live here: chain (the row a ticket is locked by), entry, content
(personal, kept beside the entry and erasable), digest, anchor.
"""
