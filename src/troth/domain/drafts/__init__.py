"""Drafts: what somebody is writing, kept on the server until it is sent.

Words that live here: draft (a text under way), owner ("agent:3", "person:17",
or a visitor's session), key (which text: "ticket:10004:reply"), writer (one
open page: two machines, or two windows, are two writers), turn (how many times
that writer has saved it). A draft is no fact: it is overwritten and swept.
Beside them: canned reply (a text prepared for many, with variables such as
{{number}}), unfilled (a variable that nothing was put in place of).
"""
