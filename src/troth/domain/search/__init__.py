"""Search: finding tickets by their words, their numbers, their people and how they stand.

Words that live here: asked (what a seeker typed, understood as far as it goes), term,
condition, seeker, found, excerpt. What a ticket is found by is derived from the ledger's
contents by the database itself, in the transaction that writes or erases them.
"""
