"""Sign-in, one's own key and password, and being told in this browser."""

from allauth.account import views as account
from django.urls import include, path
from django.views.generic import RedirectView

from pimpasa.sites.officers.account.views import keys, push, sign_in

# From django-allauth, under the names that its own pages ask for: only what officers need of it.
of_allauth = [
    path("", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("faktor/webauthn/login/", sign_in.passkey, name="mfa_login_webauthn"),
    path("faktor/", include("allauth.mfa.urls")),
    # Names that allauth's pages and redirects ask for; officers are added by their administrator.
    path("daftar/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("nonaktif/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
]

urlpatterns = [
    path("kunci/", sign_in.unlock, name="unlock"),
    path("lupa/", sign_in.recover, name="recover"),
    path("kata-sandi/", sign_in.change_password, name="change_password"),
    path("kotak-pemulihan/", keys.open_with_kit, name="open_with_kit"),
    path("langkah-kedua/", sign_in.second_step, name="second_step"),
    path("keamanan/", sign_in.security, name="security"),
    path("keamanan/pemberitahuan/", push.switch_on, name="push_on"),
    path("keamanan/pemberitahuan/<int:pk>/hapus/", push.switch_off, name="push_off"),
    path("undangan/<int:officer_id>/<str:token>/", sign_in.invitation, name="invitation"),
]

of_desks = [
    path("pembaca/", keys.readers, name="readers"),
    path("pembaca/dilihat/", keys.readers_seen, name="readers_seen"),
    path("kunci/<int:assignment_id>/", keys.hand_over, name="hand_over"),
    path("kunci-baru/<int:officer_id>/setuju/", keys.agree_new_key, name="agree_new_key"),
    path("kunci-baru/<int:officer_id>/tolak/", keys.decline_new_key, name="decline_new_key"),
    path("keluhan/izinkan/<int:officer_id>/", keys.admit, name="admit"),
]
