"""What the web server calls."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
django.setup(set_prefix=False)

from troth.interfaces.live.serving import Serving  # noqa: E402 - it needs settings
from troth.interfaces.live.settling import settle  # noqa: E402

application = Serving()
settle()
