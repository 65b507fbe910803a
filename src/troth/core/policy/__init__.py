"""Policy: a vendor's written support policy, as values a desk can run.

Words that live here: policy, edition, severity, target, clause, fault, page.
A *policy* is what the file says; an *edition* is a policy as published, with
its holidays and zone rules frozen in. What is promised under one is derived
next door, in `core.promises`.
"""
