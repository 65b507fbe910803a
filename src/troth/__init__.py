"""Troth: a support desk that runs a software vendor's written support policy."""
