"""The portal: what customers see. The policy, the report form, and the page of their own ticket.

Words that live here: report form, upload, token (the signed word in the link
that reaches a ticket without signing in). Staff work next door, at the `desk`.
"""
