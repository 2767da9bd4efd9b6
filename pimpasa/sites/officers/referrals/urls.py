"""What is handed to partners and other offices, what other offices hand to us, and who the partners are."""

from django.urls import path

from pimpasa.sites.officers.referrals.views import data, partners, referrals, timelines

urlpatterns = [
    path("kasus/<uuid:case_id>/rujukan/", referrals.of_case, name="referrals_of_case"),
    path("kasus/<uuid:case_id>/rujukan/baru/", referrals.new_referral, name="new_referral"),
    path("kasus/<uuid:case_id>/data/", data.as_data, name="case_as_data"),
    path("rujukan/", referrals.referrals, name="referrals"),
    path("rujukan/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("rujukan/<uuid:referral_id>/tarik/", referrals.withdraw, name="withdraw"),
    path("rujukan/<uuid:referral_id>/tanda-terima/", referrals.receipt, name="police_receipt"),
    path("rujukan/<uuid:referral_id>/linimasa/", timelines.timeline, name="timeline_of_referral"),
    path("kiriman/", referrals.inbox, name="inbox"),
    path("kiriman/<uuid:referral_id>/", referrals.incoming, name="incoming"),
    path("kiriman/<uuid:referral_id>/berkas/<int:number>/", referrals.incoming_file, name="incoming_file"),
    path("mitra/", partners.partners, name="partners"),
    path("mitra/baru/", partners.new_partner, name="new_partner"),
    path("mitra/usulan/", partners.propose, name="propose_partners"),
    path("mitra/<int:partner_id>/", partners.partner, name="partner"),
]
