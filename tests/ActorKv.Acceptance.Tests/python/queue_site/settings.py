"""A Django project with nothing but a REST view; no database."""

SECRET_KEY = "a test's"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "queue_site.urls"
INSTALLED_APPS = ["rest_framework"]
DATABASES = {}
USE_TZ = True
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []}
LOGGING_CONFIG = None
