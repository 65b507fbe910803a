"""Accounts: who works here and how they sign in.

Words that live here: user (an agent of the vendor's staff), team, membership,
turn (whose it is to be given the next ticket), away. Customers' people live next
door, in `customers`.
"""
