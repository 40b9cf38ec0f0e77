from django.urls import path

from queue_site.views import QueueView

urlpatterns = [path("queue/<str:name>", QueueView.as_view())]
