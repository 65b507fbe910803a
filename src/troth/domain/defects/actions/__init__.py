"""What can be done to defects and patches: one verb, one transaction."""
