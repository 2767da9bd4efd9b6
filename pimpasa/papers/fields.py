"""What each kind of paper asks for, in the order of its form. The names are those that templates use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pimpasa.papers.kinds import Field, FieldKind, PaperKind, table

STAFF = ("Nama", "NIP", "Jabatan")
THINGS = ("Barang atau dokumen", "Jumlah", "Keterangan")
# UU 6/2011 art. 75 (2), a to f.
MEASURES = (
    "Pencantuman dalam daftar Pencegahan atau Penangkalan",
    "Pembatasan, perubahan, atau pembatalan Izin Tinggal",
    "Larangan untuk berada di satu atau beberapa tempat tertentu di Wilayah Indonesia",
    "Keharusan untuk bertempat tinggal di suatu tempat tertentu di Wilayah Indonesia",
    "Pengenaan biaya beban",
    "Deportasi dari Wilayah Indonesia",
)
STAFF_SAMPLE = (
    ("Dewi Contoh", "19900101 201501 2 001", "Analis Keimigrasian"),
    ("Sari Contoh", "19950202 202001 2 002", "Petugas Imigrasi Pembina Desa"),
)
THINGS_SAMPLE = (
    ("Telepon genggam, warna hitam", "1", "Layar retak"),
    ("Salinan perjanjian kerja", "3 lembar", "Tanpa tanda tangan"),
)
NO_REPORTER = _("Never the reporter's name, nor what gives them away.")
ONE_A_LINE = _("One a line.")


def text(name: str, label: Any, sample: str, **more: Any) -> Field:
    return Field(name, label, sample, kind=FieldKind.TEXT, **more)


def rows(name: str, label: Any, sample: Iterable[Sequence[str]], columns: tuple[str, ...], **more: Any) -> Field:
    return Field(name, label, table(sample), kind=FieldKind.ROWS, columns=columns, **more)


def day(name: str, label: Any, sample: str, **more: Any) -> Field:
    return Field(name, label, sample, kind=FieldKind.DAY, **more)


def copies(sample: str = "Kepala Kantor Wilayah") -> Field:
    return text("tembusan", _("Copies to (tembusan)"), sample, help=ONE_A_LINE, required=False)


def staff() -> Field:
    return rows("petugas", _("Officers"), STAFF_SAMPLE, STAFF)


def place(sample: str = "Rusunami City Park, Kelurahan Cengkareng Timur") -> Field:
    return Field("tempat", _("Place"), sample)


def when(label: Any = None, sample: str = "Selasa, 23 September 2025, pukul 14.00 WIB") -> Field:
    return Field("waktu", label or _("Day and time"), sample)


def addressee(sample: str) -> Field:
    return text("kepada", _("To (after “Yth.”)"), sample, help=_("Office or person, then the place, one a line."))


def enclosures(sample: str = "1 (satu) berkas") -> Field:
    return Field("lampiran", _("Enclosures"), sample)


def contact() -> Field:
    return Field("narahubung", _("Whom to call at our office"), "Dewi Contoh, telepon 021-0000-0000")


FIELDS: dict[PaperKind, tuple[Field, ...]] = {
    PaperKind.WARRANT: (
        text(
            "menimbang",
            _("Considering (menimbang)"),
            "bahwa perlu dilakukan pengawasan keimigrasian di wilayah kerja kantor",
            help=ONE_A_LINE,
        ),
        text(
            "dasar",
            _("Legal basis (dasar)"),
            "Undang-Undang Nomor 6 Tahun 2011 tentang Keimigrasian sebagaimana telah diubah\n"
            "Peraturan Menteri Imigrasi dan Pemasyarakatan Nomor 2 Tahun 2025 Pasal 30",
            help=ONE_A_LINE,
        ),
        staff(),
        text(
            "tugas",
            _("What they are to do"),
            "Melakukan pengawasan keimigrasian di Rusunami City Park.\nMelaporkan hasilnya kepada Kepala Kantor.",
            help=ONE_A_LINE,
        ),
        place(),
        day("berlaku_dari", _("Valid from"), "2025-09-22"),
        day("berlaku_sampai", _("Valid until"), "2025-09-24"),
        copies(),
    ),
    PaperKind.INFORMATION: (
        Field("perihal", _("Subject"), "Dugaan perekrutan pekerja migran nonprosedural"),
        when(_("Obtained when")),
        place(),
        Field("cara", _("Obtained how"), "Dialog Ngopi Pimpasa dan verifikasi lapangan", help=NO_REPORTER),
        Field(
            "nilai_sumber",
            _("Reliability of the source"),
            "B (biasanya dapat dipercaya)",
            help=_("A to F, as your office grades sources."),
        ),
        Field(
            "nilai_informasi",
            _("Credibility of the information"),
            "2 (mungkin benar)",
            help=_("1 to 6, as your office grades information."),
        ),
        text(
            "fakta",
            _("Facts"),
            "Karangan: beberapa calon PMI berisiko dijanjikan pekerjaan di luar negeri tanpa perjanjian kerja.\n"
            "Karangan: paspor mereka disimpan perekrut.",
            help=NO_REPORTER,
        ),
        text("analisis", _("Analysis"), "Karangan: cerita yang berbeda saling menguatkan."),
        text("perkiraan", _("Outlook"), "Karangan: keberangkatan diperkirakan dalam dua minggu."),
        text("saran", _("Proposed steps"), "Pengawasan tertutup.\nKoordinasi dengan BP3MI.", help=ONE_A_LINE),
        copies(),
    ),
    PaperKind.INCIDENT: (
        Field("perkara", _("Matter"), "Dugaan penahanan paspor calon PMI"),
        when(_("When it happened")),
        place(),
        Field("waktu_lapor", _("When it was reported"), "Rabu, 24 September 2025, pukul 09.00 WIB"),
        Field(
            "terlapor", _("Who is reported"), "Orang Karangan", help=_("“Not known” where nobody is."), required=False
        ),
        Field("saksi", _("Witnesses"), "Saksi Karangan", help=NO_REPORTER, required=False),
        text("uraian", _("What happened"), "Karangan: paspor lima orang ditemukan di satu unit.", help=NO_REPORTER),
        rows("bukti", _("First evidence"), THINGS_SAMPLE, THINGS, required=False),
        text("tindakan", _("Steps taken so far"), "Mencatat keterangan.\nMengamankan barang.", help=ONE_A_LINE),
    ),
    PaperKind.EXAMINATION: (
        Field("hari", _("Day and date"), "Rabu, 24 September 2025"),
        Field("pukul", _("Time"), "10.00 WIB"),
        place("ruang pemeriksaan kantor imigrasi"),
        Field("dasar", _("Ordered by"), "Surat Perintah Tugas Nomor SPT-1/IX/2025"),
        Field(
            "kedudukan",
            _("Examined as"),
            "saksi",
            help=_("Witness, possible victim, guarantor, person examined. A possible victim is not a suspect."),
        ),
        Field("nama", _("Name"), "Orang Karangan"),
        Field("lahir", _("Place and date of birth"), "Karangan, 1 Januari 1990"),
        Field("kewarganegaraan", _("Nationality"), "Indonesia"),
        Field("pekerjaan", _("Occupation"), "Pedagang", required=False),
        Field("alamat", _("Address"), "Jalan Karangan 1", required=False),
        Field("dokumen", _("Document"), "KTP (diperlihatkan)", required=False),
        Field("bahasa", _("Language and interpreter"), "Bahasa Indonesia, tanpa penerjemah"),
        rows(
            "tanya_jawab",
            _("Questions and answers"),
            (
                ("Apakah Saudara sehat dan bersedia diperiksa?", "Ya, saya sehat dan bersedia."),
                ("Di mana paspor Saudara?", "Karangan: disimpan oleh orang yang menawarkan kerja."),
            ),
            ("Pertanyaan", "Jawaban"),
            has_long_cells=True,
        ),
    ),
    PaperKind.ACTIVITY: (
        Field("kegiatan", _("Activity"), "Pengawasan keimigrasian"),
        Field("dasar", _("Ordered by"), "Surat Perintah Tugas Nomor SPT-1/IX/2025"),
        when(),
        place(),
        staff(),
        text("pelaksanaan", _("How it went"), "Karangan: petugas bertemu pengelola dan melihat daftar penghuni."),
        text("hasil", _("Results"), "Karangan: dua orang asing diperiksa, dokumennya lengkap."),
        text("hambatan", _("Difficulties"), "Tidak ada.", required=False),
        text("saran", _("Conclusions and proposals"), "Pengawasan diulang bulan depan.", help=ONE_A_LINE),
        copies(),
    ),
    PaperKind.MINUTES: (
        Field("perkara", _("Matter"), "Kasus Karangan 1/2025"),
        when(),
        place("ruang rapat kantor imigrasi"),
        Field("pimpinan", _("Chair"), "Hadi Contoh, Kepala Kantor"),
        Field("notulis", _("Keeper of the minutes"), "Dewi Contoh"),
        rows(
            "peserta",
            _("Who took part"),
            (("Hadi Contoh", "Kepala Kantor"), ("Dewi Contoh", "Bidang Inteldakim")),
            ("Nama", "Jabatan, instansi"),
        ),
        text("duduk_perkara", _("The matter in short"), "Karangan: dugaan penahanan paspor."),
        text("bukti", _("Evidence discussed"), "Berita acara pemeriksaan.\nFoto unit.", help=ONE_A_LINE),
        text("pembahasan", _("Discussion"), "Karangan: peserta menilai bukti cukup."),
        text(
            "penyaringan",
            _("Screening of possible victims"),
            "Karangan: dua orang disaring; satu terindikasi korban dan dirujuk.",
            help=_("Who was screened, with what result. Unscreened possible victims are not acted against."),
        ),
        text("keputusan", _("Decision"), "Melimpahkan dugaan TPPO kepada Polri.\nMerujuk korban.", help=ONE_A_LINE),
        text("alasan", _("Reasons"), "Karangan: ketiga unsur terindikasi."),
    ),
    PaperKind.MEASURE: (
        addressee("Kepala Kantor Imigrasi\ndi tempat"),
        enclosures(),
        Field(
            "gelar_kasus",
            _("Gelar kasus: date and number of its minutes"),
            "tanggal 25 September 2025, notula Nomor GK-1/IX/2025",
            help=_("A measure follows a gelar kasus (Permenimipas 2/2025 art. 59)."),
        ),
        Field("nama", _("Name"), "Orang Karangan"),
        Field("lahir", _("Place and date of birth"), "Karangan, 1 Januari 1990"),
        Field("kewarganegaraan", _("Nationality"), "Negara Karangan"),
        Field("paspor", _("Passport number"), "X0000000"),
        Field("izin_tinggal", _("Residence permit"), "Izin tinggal kunjungan, habis 1 September 2025"),
        Field("alamat", _("Address"), "Rusun Karangan"),
        text("uraian", _("What was done against the law"), "Karangan: bekerja dengan izin tinggal kunjungan."),
        text("ketentuan", _("Provisions"), "Karangan: pasal yang dilanggar", help=ONE_A_LINE),
        text(
            "penyaringan",
            _("Result of the victim screening"),
            "Disaring pada 24 September 2025: tidak terindikasi korban.",
            help=_("Without a screening no measure may be proposed."),
        ),
        Field(
            "tindakan",
            _("Measure"),
            MEASURES[1],
            kind=FieldKind.CHOICE,
            choices=MEASURES,
            help=_("The six of UU 6/2011 art. 75 (2)."),
        ),
        text("pertimbangan", _("Considerations"), "Karangan: pelanggaran pertama, bersikap kooperatif."),
        copies(),
    ),
    PaperKind.REFERRAL: (
        addressee("UPTD PPA Karangan\ndi Jakarta Barat"),
        enclosures("–"),
        Field("layanan", _("Service asked for"), "layanan pelindungan dan pendampingan"),
        Field("nama", _("Name or initials"), "O. K.", help=_("As little as the service needs.")),
        Field("umur", _("Age and sex"), "24 tahun, perempuan"),
        Field("bahasa", _("Language"), "Indonesia"),
        Field("hubungi", _("How to reach the person safely"), "melalui narahubung kami"),
        text("kebutuhan", _("Situation and needs"), "Karangan: perlu tempat aman dan pendampingan psikologis."),
        text("perhatian", _("What to take care of"), "Karangan: jangan dihubungi lewat keluarga.", required=False),
        Field("persetujuan", _("Consent of the person"), "diberikan secara tertulis pada 24 September 2025"),
        contact(),
        copies("Arsip"),
    ),
    PaperKind.HANDOVER: (
        addressee("Kepala Kepolisian Resor Karangan\ndi tempat"),
        enclosures(),
        Field("dugaan", _("Suspected crime, with its article"), "tindak pidana perdagangan orang"),
        text("uraian", _("The matter in short"), "Karangan: lima calon PMI berisiko ditampung tanpa perjanjian kerja."),
        text(
            "pelindungan",
            _("People to be protected"),
            "Karangan: dua orang terindikasi korban, sudah dirujuk.",
            help=NO_REPORTER,
        ),
        rows(
            "barang",
            _("What is handed over"),
            (
                ("Salinan kasus pada media simpan", "1", "SHA-256 tercantum di berita acara"),
                ("Telepon genggam", "1", "Tersegel"),
            ),
            THINGS,
        ),
        text("tetap", _("What stays with immigration"), "Pemeriksaan izin tinggal orang asing yang terkait."),
        contact(),
        Field("penerima", _("Received by"), "Penerima Karangan", required=False),
        Field("nrp", _("NRP of who receives"), "00000000", required=False),
        copies("Kepala Kantor Wilayah\nArsip"),
    ),
    PaperKind.RECEIPT: (
        Field("hari", _("Day and date"), "Rabu, 24 September 2025"),
        place("Kelurahan Cengkareng Timur"),
        Field("nama", _("Handed in by"), "Orang Karangan"),
        Field("dokumen", _("Document"), "KTP (diperlihatkan)", required=False),
        Field("alamat", _("Address"), "Jalan Karangan 1", required=False),
        Field(
            "cara",
            _("How it was obtained"),
            "diserahkan sukarela",
            help=_("Evidence must not be obtained unlawfully (UU 20/2025 art. 235)."),
        ),
        rows("barang", _("Things received"), THINGS_SAMPLE, THINGS),
        Field("disimpan", _("Kept where"), "ruang barang bukti kantor imigrasi"),
        Field("keperluan", _("Kept for"), "verifikasi laporan"),
    ),
}
# On every paper; filled in from the office's letterhead.
SIGNER: tuple[Field, ...] = (
    Field("kota", _("Place of signing"), "Tangerang"),
    Field("penanda_jabatan", _("Signed as (position)"), "Kepala Kantor"),
    Field("penanda_nama", _("Signed by (name)"), "Hadi Contoh"),
    Field("penanda_nip", _("NIP of who signs"), "19700101 199503 1 001"),
)


def fields_of(kind: PaperKind) -> tuple[Field, ...]:
    return (*FIELDS[kind], *SIGNER)


def samples_of(kind: PaperKind) -> dict[str, str]:
    return {field.name: field.sample for field in fields_of(kind)}
