from django.urls import include, path

from pimpasa.sites.officers.account.urls import of_allauth

urlpatterns = [
    path("", include("pimpasa.sites.common.urls")),
    path("masuk/", include(of_allauth)),
    path("", include("pimpasa.sites.officers.urls")),
    path("", include("pimpasa.sites.officers.moved")),
    path("", include("pimpasa.sites.public.urls")),
]

handler400 = "pimpasa.sites.common.views.bad_request"
handler403 = "pimpasa.sites.common.views.forbidden"
handler404 = "pimpasa.sites.common.views.not_found"
handler500 = "pimpasa.sites.common.views.server_error"
