"""Lists of plain words that the patterns of signs use, by name: `{DOCUMENT}` stands for any word of its list."""

_LISTS = """
DOCUMENT: paspor ktp kk ijazah akte akta dokumen buku pelaut
TAKEN: ditahan tahan disita dikumpul* kumpul kumpulin dititip* titip* nitip diserah* serah* menyerahkan jaminan
  ditinggal ditebus tebus diambil digadai*
HELD: dipegang pegang disimpan simpan menyimpan dibawa bawa kasih dikasih kasihkan diminta minta
KEEPER: bos agen hrd hr kantor perusahaan pt sponsor yayasan mami majikan mas bapak ibu kita saya kami koordinator
  mandor calo kampus lpk tekong ketua pihak penyalur leader koko ko abang kakak bang aa teteh om tante supervisor
  nakhoda kapten juru haji hajjah me us company
OFFICER: imigrasi petugas bandara airport polisi pemeriksaan
SAY: bilang ngaku jawab akui say tell beralasan alasan
HOLIDAY: ketemu bertemu mengunjungi berkunjung keponakan sepupu paman bibi pacar tante om shopping belanja liburan
  libur wisata jalan jenguk umroh ziarah turis main teman saudara family holiday keluarga kunjungan
VISIT: stay singkat pendek sosbud budaya keta evisa turis wisata kunjungan ziarah umroh haji syakhsiyah arrival voa
  bisnis liburan social sosial c3 kunker
OFFICE_WORK: member relation relations market leads closing keuangan finance translator penerjemah it admin cs
  customer telemarketing marketing operator komputer leptop laptop ngetik mengetik ketik chat data promosi promotor
  typing staf staff online telesales
MEKONG: vientiane mandalay yangon rangoon kampot kamboja myanmar laos phnom penh sihanoukville poipet bavet myawaddy
  mae shwe kokko laukkai bokeo golden segitiga bangkok thailand
FRAUD: judi slot togel casino kasino scammer scamer scamming scam skem penipuan pogo taruhan betting gacor
FRAUD_WORK: operator admin cs promotor host leader marketing situs telemarketing chat promosi kerja dicari service
  posisi
ABROAD: penang sabah johor bahru kuching sarawak sihanouk vientiane melbourne sydney hamburg serbia riyadh kuala
  lumpur malaysia kamboja myanmar laos thailand vietnam filipina singapura brunei hongkong taiwan korea jepang cina
  macau saudi dubai qatar oman kuwait bahrain turki yordania jordania irak suriah mesir timur-tengah polandia jerman
  italia spanyol inggris australia kanada zealand selandia rumania hungaria portugal kroasia rusia eropa amerika
  bangkok manila ln tkw tki maldives maladewa doha abu phnom poipet bavet myawaddy sihanoukville erbil kl brunai
COMPANY: kementerian kemenag universiti pelni p3mi sip3mi lpk bkk disnaker disnakertrans kp2mi bp2mi bp3mi kemnaker
  siskop2mi ltsa siapkerja ijepa kbri kedutaan gtog pemda blk manning ltd sdn rs universitas maganghub cv yayasan
  instansi kemenaker
PLACE: alamat kantor jalan jl ruko email example com id website web laman toko warung rumah pasar mall masjid gang
  gg kampus sekolah balai desa kelurahan hotel datang dateng teko linggih pabrik showroom bengkel lokasi gerbang
  gudang
CONTACT: wa inbox dm pm japri chat telegram hubungi wame
ADVANCE: kasbon talangan pinjaman hutang
NO: tidak jangan bukan tanpa tiada dilarang never no belum anti stop hindari
WARNING: awas waspada waspadai modus mengingatkan imbau mengimbau himbau dihentikan menolak liputan investigasi
  menangani pencegahan laporkan mengatasnamakan
QUIT: batal mundur keluar kabur berhenti putus resign lari mengundurkan pengunduran membatalkan pulang turun mangkir
NOT: tidak tanpa dilarang jangan no haram
WORK: kerja* pekerja* lowongan* loker* lamar* melamar gaji* posisi dibutuhkan dicari cari perlu berangkat* penempatan
  visa kontrak magang karyawan* pegawai* staf staff majikan tki tkw pmi abk hiring vacancy tukang buruh pabrik job
  operator admin art prt pembantu penempatan agen pt rekrut* recruit* daftar* dapat bayar* penghasilan komisi ikut
  usaha proyek toko juta ribu pelaut kapal perawat jaga ngasuh momong babysitter sopir driver nikah* jodoh*
NOT_THIS: tidak bukan tanpa belum jangan no ora teu
"""


def _lists() -> dict[str, str]:
    named = (part.partition(":") for part in _LISTS.replace("\n  ", " ").strip().split("\n"))
    return {name: "|".join(words.split()) for name, _, words in named}


LISTS: dict[str, str] = _lists()
