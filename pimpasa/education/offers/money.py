"""Money (indicators C)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.signs import ILO, Sign

MONEY: tuple[Sign, ...] = (
    Sign(
        key="pays",
        indicator=20,
        weight=3,
        text=_("A lot of money to pay first, or a debt to the recruiter"),
        why=_("Who owes cannot leave. Ask in writing what costs there are, and who pays them."),
        source=ILO,
        says="""
            bayar|biaya|setor|dp|transfer|daftar|ongkos|deposit|total ~3 #[0-9]+(?:,[0-9]+)?# juta
            deposit ~2 #[0-9]+# ribu
            gaji|bayaran ~1 daftar|pendaftaran|dimuka|muka ~3 #[0-9]+(?:,[0-9]+)?# juta|ribu
            uang|biaya ~2 hangus
            gadai
            sertifikat ~4 jaminan|gadai
            uang|duit|dapat|fit|dikasih ~5 keluarga|orangtua|wong ~2 #[0-9]+(?:,[0-9]+)?# juta
            uang ~1 fit|fee|tinggalan|tinggal
            keluarga ~1 dapat ~1 #[0-9]+# juta
            biaya ~2 untuk ~1 ibu
            mahar ~2 #[0-9]+# juta
            uang ~2 #[0-9]+# juta ~1 keluarga
            uang saku ~2 keluarga
            dikasih uang #[0-9]+# juta
            uang saku #[0-9]+# juta
            surat hutang
            siapin|siapkan|sediakan|sediain|cukup ~2 #[0-9]+(?:,[0-9]+)?# juta
            #[0-9]+(?:,[0-9]+)?# juta ~2 hangus|dp|separo|setengah
            uang|biaya ~3 tidak kembali|balik|dikembalikan
            hutang ~2 keberangkatan|berangkat|tiket
            hutang ~1 #[0-9]+(?:,[0-9]+)?# juta
            bayar|biaya|ongkos|transfer ~3 rm|ringgit|dolar|yen #[0-9]{3,}#
            bayar|biaya|ongkos|transfer ~3 #[0-9]{3,}# ringgit|dolar|rm
            tebus ~2 #[0-9]+# juta
            modal ~2 #[0-9]+# juta
            santunan ~4 juta
            uang muka ~1 #[0-9]+# juta
            pinjam ~3 koperasi|bank|lembaga
            reservasi ~1 tiket
            uang ~4 tidak bisa ~1 balik
            dapat uang|duit ~2 #[0-9]+# juta
        """,
        denied_by="""
            kursus
            kelas
            kwitansi
            dirinci
            pelatihan
            akan dikembalikan
            terpakai
        """,
    ),
    Sign(
        key="wage_cut",
        indicator=21,
        weight=3,
        text=_("An advance that is paid back out of the wages"),
        why=_("While you owe, you are not free to go. This is how people are bound."),
        source=ILO,
        says="""
            potong ~2 gaji
            potongan ~1 #[0-9]+# bulan
            potong ~3 bulan
            potongan ~3 gaji
            potong ~3 #[0-9]+# bulan
            {ADVANCE} ~6 potong|gaji|lunas
            potong ~4 {ADVANCE}
            dicicil ~2 gaji
            biaya|ongkos|ongkosna ~3 dibayar|bayar ~2 gaji
            kurangnya|sisanya|sisa ~3 dicicil|gaji|potong
            kasbon
            talangan
            jadi|dihitung|hitungannya ~1 hutang|kasbon
            biaya ~6 potong
            gaji potong|dipotong
        """,
        denied_by="""
            {NO} ~2 potong*
        """,
    ),
    Sign(
        key="fine",
        indicator=22,
        weight=3,
        text=_("A large fine for pulling out"),
        why=_("You may say no until the end. A fine that nobody can pay is a chain."),
        source=ILO,
        says="""
            denda ~4 #[0-9]+#
            {QUIT} ~9 denda|ganti|mengganti|dikali
            {QUIT} ~5 bayar ~1 denda|ganti|sendiri|#[0-9]+#
            ganti|mengganti ~3 #[0-9]+# juta
            ganti rugi
            kompensasi ~2 #[0-9]{3,}#
            {QUIT}|pembatalan ~5 kompensasi|kerugian
            pembatalan ~4 #[0-9]+# juta
            hutang ~2 dikali
        """,
    ),
    Sign(
        key="wages_held",
        indicator=23,
        weight=3,
        text=_("Wages are held back or go to somebody else's account"),
        why=_("The wages are yours, each month, on your own account or in your own hand."),
        source=ILO,
        says="""
            gaji ~4 ditahan|dipegang
            gaji ~4 rekening ~1 agen|pt|bos|kantor|mami|sponsor
            gaji ~3 lunas ~2 kasbon|hutang
            gaji ~5 sekaligus
            gaji ~5 #[2-9]|[1-9][0-9]# bulan sekali
            gaji ~2 setelah|habis|finish ~2 kontrak|lebaran
            gaji ~2 dibayar ~1 habis|akhir|setelah
        """,
    ),
)
