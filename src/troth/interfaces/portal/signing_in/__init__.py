"""Signing in by a code: the address, the code that was mailed to it, and the session after it.

django-allauth keeps the stages of a sign-in, so that a second factor or another
company's sign-in can be put between; who gets a code, and how often, is ours.
"""
