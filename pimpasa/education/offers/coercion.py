"""Pressure, working conditions, children and vulnerable people (indicators D, E and F)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.signs import ILO, UNODC, WARNED, WORK_AGREEMENT, Sign

COERCION: tuple[Sign, ...] = (
    Sign(
        key="threat",
        indicator=24,
        weight=3,
        text=_("A threat against the person or the family"),
        why=_("Who threatens before you leave will not stop afterwards."),
        source=UNODC,
        says="""
            keluarga ~2 dicari|ditagih|tanggung|kena|ditanggung|bertanggung
            ditagih ~2 keluarga|orangtua
            orangtua ~1 tanggung
            kabur ~3 dicari
        """,
        can_be_denied=False,
    ),
    Sign(
        key="phone",
        indicator=26,
        weight=3,
        text=_("The phone is taken away or forbidden"),
        why=_("Without a phone you cannot call for help. No work needs that."),
        source=ILO,
        says="""
            hp ~4 dikumpul*|disita|disimpan|ditahan|dipegang|dititip*|diambil
            hp ~3 cuma|hanya|ngan ~4 libur
            tidak ~1 boleh ~1 pegang|bawa hp
            hp ~1 tidak boleh
        """,
        denied_by="""
            tidak ~2 disita|dikumpul*|ditahan|dipegang|diambil
            sendiri
            istirahat|kelas|pelajaran
            boleh ~3 disimpan
        """,
        can_be_denied=False,
    ),
    Sign(
        key="reported",
        indicator=27,
        weight=3,
        text=_("Threatened with police or immigration"),
        why=_("It is they who have to fear the police. Saying no is no offence."),
        source=UNODC,
        says="""
            saya|kita|kami|akan ~1 laporin|laporkan|lapor ~2 polisi|imigrasi
            dilaporkan ~2 polisi|imigrasi
        """,
        can_be_denied=False,
    ),
    Sign(
        key="long_hours",
        indicator=31,
        weight=2,
        text=_("Very long hours or no day off"),
        why=_("A work agreement names hours and days off."),
        source=WORK_AGREEMENT,
        says="""
            kerja|lembur|shift ~4 #1[0-8]# jam
            #1[1-8]# jam ~1 sehari|perhari|hari
            {NOT} libur
            libur ~1 tidak ada
            off day ~1 tidak ada
            libur ~1 #sebulan|setahun|bulan# sekali
            cuti setahun sekali
            jam #[0-9]+# pagi #[0-9]+# malam
        """,
        can_be_denied=False,
    ),
    Sign(
        key="watched",
        indicator=33,
        weight=2,
        text=_("Lives at the workplace and is watched when going out"),
        why=_("After work your time is yours. Who asks leave to go out is not free."),
        source=ILO,
        says="""
            keluar ~5 izin
            tinggal ~1 serumah
            izin ~2 mami|supervisor ~2 keluar
            jangan|tidak ~1 keluar ~2 mess
        """,
        denied_by="""
            surat ~1 keluar
        """,
        can_be_denied=False,
    ),
    Sign(
        key="child",
        indicator=36,
        weight=3,
        text=_("Somebody under 18 is to work"),
        why=_("A child is not sent far away to work, whatever the family was told."),
        source=UNODC,
        says="""
            umur|usia ~2 #[1-9]|1[0-6]#
            umur|usia ~2 17 ~1 boleh|juga|bisa|gpp
            usia sekolah
            masih sekolah
            anak|pelajar ~1 smp|sd ~3 kerja|boleh|ikut
            kelas #(?:9|10|11)# ~3 umur|usia
            umur|usia ~1 belasan
            di ~1 bawah umur
        """,
        denied_by="""
            tahun ~1 berdiri
            mendampingi|pendamping|mengajar|guru
            pengalaman
        """,
    ),
    Sign(
        key="begging",
        indicator=38,
        weight=3,
        text=_("Children beg, sell in the street or work at night"),
        why=_("This is never work for a child."),
        source=UNODC,
        says="""
            anak ~8 ngamen|mengemis|ngemis|mengamen|asongan
            anak ~5 jualan ~4 malam|lampu
            ngamen ~2 malam
        """,
        denied_by="""
            mendampingi|pendamping|kembali|sekolah|mengajar
        """,
    ),
    Sign(
        key="sex",
        indicator=40,
        weight=3,
        text=_("The job is steered to sexual services"),
        why=_("What begins with keeping guests company often ends without a choice."),
        source=ILO,
        says="""
            plus plus
            open bo
            menemani ~2 tamu|bos|om|minum
            foto ~2 full|body|bugil|seksi|sexy
            mami
            pemandu lagu ~12 kasbon
            lc ~12 kasbon
        """,
    ),
    Sign(
        key="carries",
        indicator=None,
        weight=3,
        text=_("Asked to carry a bag or parcel for somebody across a border"),
        why=_("Whoever is caught with it is punished, not who sent it. Carry nothing that you did not pack."),
        source=WARNED,
        says="""
            bawa|bawain|antar|anter|titip ~2 koper|paket|titipan|barang ~4 {ABROAD}
            bawa|bawain|antar|anter|titip ~2 koper|paket|titipan|barang ~4 luar negeri
            jangan ~1 tanya ~1 isi
        """,
        can_be_denied=False,
    ),
    Sign(
        key="organ",
        indicator=None,
        weight=3,
        text=_("An organ of the body is bought"),
        why=_("People who sold an organ were left without help afterwards, and it is a crime."),
        source=WARNED,
        says="""
            donor|jual ginjal|organ|hati
        """,
    ),
)
