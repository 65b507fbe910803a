"""The design system: base templates, shared pieces, CSS and JavaScript, and words for times.

Words that live here: moment (an instant as a reader sees it), tone (what a
colour means: calm, soon, broken), tried (a form that came back with what was
typed). Its own pages are
the living one at /ui in a demo, and those for "not found" and their like.
"""
