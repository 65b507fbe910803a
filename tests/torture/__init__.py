"""Mail under torture: whatever falls, nothing is lost and nothing is doubled.

A whole desk, a real mailbox and a relay of the tests' own run while processes
are killed at named points, the disk fills up and deliveries are repeated. Then
every message that was offered must be on exactly one ticket.
"""
