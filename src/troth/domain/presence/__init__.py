"""Presence: which agents have a ticket before them just now, and who of them writes.

Words that live here: look (one open page on a ticket), company (the others who
look at it). Nothing here is a fact: a look is forgotten seconds after it ends,
and the ledger never hears of it.
"""
