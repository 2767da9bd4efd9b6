from django.urls import include, path

urlpatterns = [
    path("", include("pimpasa.sites.shared.urls")),
    path("masuk/", include("pimpasa.sites.shared.account_urls")),
    path("petugas/", include("pimpasa.sites.field.urls")),
    path("kantor/", include("pimpasa.sites.office.urls")),
    path("", include("pimpasa.sites.public.urls")),
]

handler400 = "pimpasa.sites.shared.views.bad_request"
handler403 = "pimpasa.sites.shared.views.forbidden"
handler404 = "pimpasa.sites.shared.views.not_found"
handler500 = "pimpasa.sites.shared.views.server_error"
