"""Security: how somebody proves who they are, and what is kept of it.

Words that live here: session (one browser in which somebody has signed in), device
(a browser that has signed in before), second factor (the app that makes codes),
recovery code, link (by which a password is chosen, once), act (something that was
done about any of these: written once, changed never). Who may do what is next door,
in `accounts`.
"""
