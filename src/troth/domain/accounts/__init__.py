"""Accounts: who may sign in, as what, and how often somebody may try.

Words that live here: user, role (agent, or customer), team, membership, turn
(whose it is to be given the next ticket), away, try (something done that is
allowed so often in a while), code (what a customer signs in by). Who a customer
is lives next door, in `customers`.
"""
