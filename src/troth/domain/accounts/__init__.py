"""Accounts: who works here and how they sign in.

Words that live here: user (an agent of the vendor's staff). Customers' people
live next door, in `customers`.
"""
