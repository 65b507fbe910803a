from django.apps import AppConfig


class MailroomConfig(AppConfig):
    name = "troth.domain.mailroom"
    label = "mailroom"
