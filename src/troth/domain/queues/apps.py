from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "troth.domain.queues"
    label = "queues"
