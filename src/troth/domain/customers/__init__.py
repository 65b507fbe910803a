"""Customers: the companies that ask, their people, and the addresses those people write from.

Words that live here: customer, person, address.
"""
