"""What can be done to a ticket: one verb, one transaction."""
