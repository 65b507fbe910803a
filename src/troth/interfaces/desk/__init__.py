"""The desk: the pages of the people who answer.

Words that live here: queue, tab, screen (a page's content, put into words
before a template sees it), attempt (a form that came back, with what was typed).
Customers read next door, in the `portal`.
"""
