"""The web as a channel: files that come with a form, and files handed out again.

Words that live here: upload, download. The pages themselves are the portal's
and the desk's.
"""
