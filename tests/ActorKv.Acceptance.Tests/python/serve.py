"""Serves the Django project with Django's own WSGI server, on a free port that it prints.

    REDIS_PORT=6379 serve.py
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "queue_site.settings"
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
server.set_app(get_wsgi_application())
print("Ready on port", server.server_port, flush=True)
server.serve_forever()
