"""Papers and departure (indicators B)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.signs import EIGHT_PAPERS, ILO, UNODC, WARNED, Sign

DEPARTURE: tuple[Sign, ...] = (
    Sign(
        key="wrong_visa",
        indicator=12,
        weight=3,
        text=_("Work on a visa for tourism, a visit, pilgrimage or umrah"),
        why=_(
            "Who works on such a visa has no protection, can be arrested, and is easily threatened with that. For"
            " work there is a work visa."
        ),
        source=EIGHT_PAPERS,
        says="""
            visa|paspor|pas ~2 {VISIT}
            masuk|berangkat|sebagai|sbg ~1 turis|wisatawan
            visa ~1 schengen
            turis ~2 kerja
            {VISIT} ~1 dulu ~5 kerja|art|prt|majikan|ditempatkan|penempatan
            {VISIT} ~2 lalu|terus|lanjut|habis|sambil ~3 kerja
            pakai|lewat|jalur ~1 umroh|ziarah ~6 kerja|majikan|art|prt
            bebas visa
            cap #[0-9]+# hari
            cap baru
            visa ~4 c3
            masuk ~2 visa ~1 {VISIT}
            overstay
            suaka
            cop paspor
        """,
        denied_by="""
            jangan ~3 visa
            tidak ~5 visa ~2 {VISIT}
        """,
        reach=2,
    ),
    Sign(
        key="lie",
        indicator=13,
        weight=3,
        text=_("Told to lie to officers, or to keep it from the family"),
        why=_("Honest work needs no lie. Who teaches you one wants you to be without help."),
        source=UNODC,
        says="""
            {OFFICER} ~6 {SAY} ~4 {HOLIDAY}
            {SAY} ~3 mau|saja ~2 {HOLIDAY}
            {SAY} ~1 {HOLIDAY}
            jangan|tidak|ora ~1 bilang|cerita|crito|kasih ~4 {OFFICER}|orangtua|orang|keluarga|siapa|suami|pihak
            tidak|jangan ~1 memberitahu ~2 pihak|orang|keluarga
            diatur ~3 bandara
            rahasia
            nurut saja
            ditanya ~6 bilang|jawab|ngaku|sebut
            jangan|tidak ~1 sebut|bilang|menyebut ~3 kerja|gaji|agen
            tidak perlu izin ~1 bapak|ibu|orangtua|suami|keluarga
        """,
        denied_by="""
            rahasia ~2 terjamin|data|pelamar
        """,
        can_be_denied=False,
    ),
    Sign(
        key="papers_kept",
        indicator=14,
        weight=3,
        text=_("Somebody else keeps the passport, identity card or certificates"),
        why=_("Your papers are yours. Without them you cannot leave, and that is what they are taken for."),
        source=ILO,
        says="""
            {DOCUMENT} ~5 {TAKEN}
            {DOCUMENT} ~4 {HELD} ~3 {KEEPER}
            {DOCUMENT} ~3 {KEEPER} ~2 {HELD}|atur
            {KEEPER} ~1 {HELD} ~2 {DOCUMENT}
            {TAKEN} ~2 {DOCUMENT} ~2 asli
            {DOCUMENT} ~2 asli ~3 kirim|bawa|dikirim
            {DOCUMENT} ~1 {HELD} ~1 dulu
        """,
        denied_by="""
            sendiri
            masing*
            difoto*
            fotokopi
            cuma ~2 {DOCUMENT}
            dewe|dhewe*
            ditunjukkan
            pulang lagi
            {HELD} ~3 pekerja|peserta|abk
        """,
        reach=2,
    ),
    Sign(
        key="falsified",
        indicator=15,
        weight=3,
        text=_("Age, name, status or papers are changed or made up"),
        why=_("False papers make you the guilty one, and hide you from help."),
        source=ILO,
        says="""
            umur|usia|data|status|ktp ~5 diubah|ubah|dirubah|dituakan|tuakan|dimudakan|dibikinin
            surat|sertifikat|rekening|slip|pelaut ~5 diubah|ubah|dirubah|dituakan|tuakan|dimudakan|dibikinin
            umur|usia|data|status|ktp|surat|sertifikat|rekening|slip|pelaut ~5 dibuatin|dibuatkan|buatkan|bikinin
            umur|usia|data|status|ktp|surat|sertifikat|rekening|slip|pelaut ~5 settingan|palsu|dipalsukan|tembak
            sertifikat|umur|dokumen|usia ~2 bisa ~1 diatur
            umur|usia|data bisa diatur|disesuaikan
            dibikin|dibuat|dijadikan|jadi|jadiin|dinaikkan ~1 umur
            umur|usia|data|status ~3 dibikin|dijadikan|jadiin|dinaikkan|ditambah|disulap|dicetak|cetakin|dimanipulasi
            buku|sertifikat|ktp|surat|ijazah ~2 cetakin|dicetak|cetak|sulap|nembak
            tanpa ~2 sertifikat ~2 diatur
            tanpa diklat
            buatkan instan
        """,
        can_be_denied=False,
    ),
    Sign(
        key="detour",
        indicator=16,
        weight=2,
        text=_("The way leads through another country or by hidden paths"),
        why=_("A straight journey needs no detour. It is taken to get past officers, and nobody knows where you are."),
        source=WARNED,
        says="""
            naik|lewat|pakai ~1 perahu|bot|boat|speedboat
            naik|lewat|pakai ~1 kapal|feri ~5 malam|subuh|gelap
            batam|nunukan|dumai|sebatik|entikong|bengkalis|tanjungbalai ~3 malam|subuh
            malam ~3 kapal|feri|perahu ~3 batam|dumai|nunukan
            bot|perahu|speed|boat|kapal ~1 malam|kayu|gelap|cepat
            jalur|jalan ~1 laut|tikus|belakang|gelap|samping
            transit|lewat|via|lwt ~2 {ABROAD} ~1 dulu
            transit|lewat|via|lwt ~2 batam|{ABROAD} ~1 {ABROAD}
            dulu baru ke
            transit ~3 {ABROAD}
        """,
        can_be_denied=False,
    ),
    Sign(
        key="one_way",
        indicator=17,
        weight=1,
        text=_("In a great hurry: a one-way ticket, or leaving within days"),
        why=_("Real papers take weeks. The hurry is there so that you ask nobody."),
        source=ILO,
        says="""
            tiket sekali jalan
            berangkat ~2 minggu|lusa|besok|cepat|langsung
            langsung|cepat berangkat
            proses ~2 1|2|3|cepat minggu|hari|bulan
            proses cepat
            #[123]# minggu ~1 berangkat
            #[123]# hari jadi
            minggu ini|depan|dpn|ngarep ~2 berangkat
            minggu ~1 berangkat
            besok ~1 harga
            transfer ~1 sekarang|hari
            kuota|slot ~2 #[0-9]# orang
            slot|kuota tinggal|terbatas
            tiket ~3 besok|lusa
        """,
    ),
    Sign(
        key="no_papers",
        indicator=18,
        weight=2,
        text=_("No passport, work visa, health certificate or family permission is asked for"),
        why=_("These papers protect you. An offer that skips them skips your protection."),
        source=EIGHT_PAPERS,
        says="""
            tanpa|tidak ~3! sehat|kontrak|sarkes
            tanpa|tidak ~3! paspor|medical|izin|pap|opp|blk|dokumen|visa
            visa ~4 nyusul|menyusul|belakangan
            cukup ktp
            izin ~3 lisan
            visa ~2 nanti|diurus ~3 sana|bos|majikan|perusahaan
            permit ~3 nanti
            tanpa ~1 syarat
            permit ~2 bos|majikan
        """,
        denied_by="""
            tidak ~1 menerima
            tanpa ~1 biaya
            bukan
        """,
        can_be_denied=False,
    ),
    Sign(
        key="shelter",
        indicator=19,
        weight=3,
        text=_("Kept together and not allowed out or home"),
        why=_("Nobody may lock you up, not even for a day, not even to wait for a visa."),
        source=ILO,
        says="""
            penampungan|mess|kompleks|kebun|asrama|kandang ~4 {NOT} ~2 keluar|pulang
            {NOT} boleh ~2 keluar|pulang|balik
            tidak ~1 bisa ~1 keluar
        """,
        can_be_denied=False,
    ),
)
