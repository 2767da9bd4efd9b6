"""How people are recruited (indicators A)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.signs import ILO, PAPERS_AND_AGREEMENT, WARNED, Sign

NO_SKILL = """
    tanpa|tidak|gapapa|teu|no ~3 pengalaman|ijazah|interview|tes|bahasa|ielts|sertifikat|pendidikan|diklat
    sd|smp|smpsd|tamatan|sma|lulusan ~2 sd|smp|boleh
    kerja|kerjaan ~2 ringan|santai|nyantai|gampang|enak|mudah
    cuma|cukup|tinggal ~2 chat|ngetik|duduk|nongkrongin|ktp|badan
    pengalaman tidak|gapapa|gpp
    diajarin|dilatih|diajari ~2 nol
"""

RECRUITMENT: tuple[Sign, ...] = (
    Sign(
        key="far_pay",
        indicator=1,
        weight=2,
        text=_("The promised pay is far above what is usual, and no skill is asked for"),
        why=_("Who really pays that much asks what you can do. High pay for easy work is the bait most often used."),
        source=ILO,
        says="""
            gaji|duit|basic|nett|pokok|penghasilan|@ ~5 >MILLIONS juta
            >MILLIONS juta ~3 bulan|bersih|resik|nett|sebulan|bln|perbulan
            gaji|duit|basic|pokok ~4 >DOLLARS dolar
            gaji|basic|pokok ~4 dolar >DOLLARS
            gaji ~2 2|dua digit
            gaji gede|besar|tinggi|fantastis
            sehari|perhari|harian ~3 #[4-9][0-9]{2}|[1-9],[0-9]# ribu|juta
            >DOLLARS dolar
            dolar >DOLLARS
        """,
        together=(NO_SKILL,),
    ),
    Sign(
        key="no_company",
        indicator=2,
        weight=2,
        text=_("Work abroad, and no company or agency is named"),
        why=_("Without a name nobody can look it up. A company that may send workers abroad says who it is."),
        source=WARNED,
        says="""
            {ABROAD}
            luar negeri
        """,
        lacks="""
            pt #(?!sbg|dan|atau|resmi|kami|tanpa)[a-z]+#
            {COMPANY}
            g to g
            triple win
            im jepang
            agen #[a-z]+# p3mi
        """,
        can_be_denied=False,
    ),
    Sign(
        key="no_place",
        indicator=2,
        weight=2,
        text=_("It does not say in which country or for whom the work is"),
        why=_("Who hides where you will work decides it alone, when you can no longer say no."),
        source=ILO,
        says="""
            tidak perlu ~2 negara
            negara|lokasi|tempat|tujuan|gaji|penempatan ~4 dikasih|diberi|nanti|rahasia|dirahasiakan|menyusul
            sampai ~1 sana ~3 tahu|tau|dikasih|diberi
            tidak ~2 tanya
            tidak ~2 banyak tanya
        """,
        can_be_denied=False,
    ),
    Sign(
        key="no_country",
        indicator=2,
        weight=2,
        text=_("It says abroad, but not in which country"),
        why=_("Who hides where you will work decides it alone, when you can no longer say no."),
        source=ILO,
        says="""
            luar negeri
            ln
        """,
        lacks="""
            {COMPANY}
            pt #(?!sbg|dan|atau|resmi|kami)[a-z]+#
            malaysia|kamboja|myanmar|laos|thailand|vietnam|filipina
            singapura|brunei|hongkong|taiwan|korea|jepang|cina
            macau|saudi|dubai|qatar|oman|kuwait|turki|polandia|jerman|italia|inggris|australia|kanada|selandia
        """,
    ),
    Sign(
        key="chat_only",
        indicator=3,
        weight=1,
        text=_("Everything goes through chat only"),
        why=_("No address and no office: afterwards there is nobody to be found."),
        source=WARNED,
        says="""
            {CONTACT}
            online saja
            lewat|lwt|via wa
        """,
        lacks="""
            {PLACE}
            {COMPANY}
            pt #[a-z]+#
        """,
        can_be_denied=False,
    ),
    Sign(
        key="office_work_mekong",
        indicator=4,
        weight=2,
        text=_("Office, customer service or marketing work in Cambodia, Myanmar or Laos, or near their borders"),
        why=_(
            "Many were lured with just such offers, then held and made to defraud people online. The place alone "
            "says nothing; the kind of work there does."
        ),
        source=WARNED,
        says="""
            {MEKONG}
            kk park
        """,
        together=("{OFFICE_WORK}",),
    ),
    Sign(
        key="gambling_fraud",
        indicator=5,
        weight=3,
        text=_("Work for online gambling or online fraud"),
        why=_("It is a crime, and those who want to leave it are often held."),
        source=WARNED,
        says="""
            {FRAUD_WORK} ~5 {FRAUD}
            {FRAUD} ~3 {FRAUD_WORK}
            situs ~3 slot|judi|togel|game
            judi online
            dapat|target|cari|mencari ~3 korban|mangsa
            tipu|menipu ~2 orang|nasabah|bule
            chat|chatting|kenalan ~2 bule|pasangan|janda|duda|cowok|cewek
            ajak|bujuk|rayu|suruh ~2 invest|investasi|deposit|transfer
            cari|mencari nasabah ~6 fb|tinder|facebook|dating
            {OFFICE_WORK} ~4 crypto|kripto|trading|forex
            slot online
            scammer
            love scam
        """,
        denied_by="""
            anti
            fraud ~2 bank
        """,
    ),
    Sign(
        key="changed",
        indicator=6,
        weight=2,
        text=_("The country or the job changes"),
        why=_("What was agreed must not change on the way. A change is a reason to stop."),
        source=ILO,
        says="""
            dialihkan|dipindah|dipindahkan|diganti ~2 {ABROAD}
        """,
    ),
    Sign(
        key="no_contract",
        indicator=7,
        weight=3,
        text=_("There is no work agreement to read before leaving"),
        why=_("You have a right to read and keep the work agreement before you leave."),
        source=PAPERS_AND_AGREEMENT,
        says="""
            kontrak|perjanjian ~4 sana|menyusul|nyusul|belakangan
            ditandatangani ~2 sana
            kontrak|perjanjian ~3 tidak|belum ada
            tanpa|tidak kontrak|perjanjian
            kertas|blangko|blanko|surat|kwitansi kosong
            ditandatangani ~2 kosong
            salinan ~2 tidak ~1 dikasih|diberi|boleh
            kontrak|perjanjian ~3 lisan
        """,
        denied_by="""
            tidak ~2 ditandatangani
        """,
        can_be_denied=False,
    ),
    Sign(
        key="no_agency",
        indicator=8,
        weight=3,
        text=_("It goes round the placement companies, or says it is none"),
        why=_("Companies that may send workers abroad have a licence and stand on a list. Ask for its number."),
        source=WARNED,
        says="""
            tanpa|bukan|tidak|tidak ~1 lewat|lwt|via pt|p3mi
            tanpa|bukan pt|p3mi
            sponsor langsung
        """,
        can_be_denied=False,
    ),
    Sign(
        key="broker",
        indicator=9,
        weight=2,
        text=_("A private person or a broker arranges it"),
        why=_("A broker earns when you leave, not when you are well."),
        source=WARNED,
        says="""
            calo
            tekong
            sponsor|biaya sponsor
            ikut|lewat|lwt saya|kakak|abang|mas
            comblang
            koordinator bandara
            uang|biaya sponsor
            orang dalam
        """,
        reach=5,
    ),
    Sign(
        key="marriage",
        indicator=11,
        weight=2,
        text=_("A go-between for marriage with a foreigner"),
        why=_("Some of these marriages were a way to sell women. Money for the family is the sign of it."),
        source=WARNED,
        says="""
            nikah|dinikahkan|menikah|rabi|kawin|suami|jodoh ~5 cina|taiwan|korea|asing|bule|wna
            {ABROAD} ~3 nikah|menikah
        """,
    ),
    Sign(
        key="no_test",
        indicator=None,
        weight=2,
        text=_("Success is promised, without any test or talk"),
        why=_("An honest employer wants to know you. Certain success is sold to those who shall pay."),
        source=WARNED,
        says="""
            lolos otomatis
            otomatis lolos
            dijamin|pasti lolos|diterima|dapat
            lolos|diterima ~1 dijamin
            {NOT} ~3 interview|tes|eps
            anda lolos seleksi
            anda|kamu|kakak ~1 terpilih
        """,
        denied_by="""
            tidak ada ~2 lolos
            wajib
        """,
        can_be_denied=False,
    ),
)
