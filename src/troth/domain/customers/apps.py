from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "troth.domain.customers"
    label = "customers"
