from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "troth.domain.tickets"
    label = "tickets"
