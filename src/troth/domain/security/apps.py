from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "troth.domain.security"
    label = "security"
