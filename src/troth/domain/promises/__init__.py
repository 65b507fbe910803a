"""Promises: what was promised about a ticket, kept in step with its facts.

Words that live here: standing, stored promise, settle, commit, announcement,
watch. What is stored here can always be derived again from the ledger.
"""
