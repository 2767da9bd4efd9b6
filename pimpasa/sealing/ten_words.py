"""A receipt's 100 bits as ten Indonesian words, for who remembers or says them rather than writes a code.

Each of 1,024 words stands for ten bits, the first word for the highest. No word begins another, so that they are read
whatever stands between them; any two differ by at least two letters, so that one wrong letter leads to no other word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pimpasa.sealing.errors import MalformedWords

NUMBER = 10
BITS_OF_WORD = 10
# Words that frighten, shame, or are political, religious or of the body are left out: they may be said aloud.
_LIST = """
    abang abjad acara akar akasia aksara aksen alamat alat alpukat alun amplop anak andong anggrek anggur angin
    angkot angsana anoa anting antre apel arbei arem arsip arsitek asam asin asoka aspal asrama atap atlas baca
    badak bagasi bahari bahasa bahtera bajaj bajigur bakau bakmi bakpao bakso bakul bakung bakwan balai balkon bambu
    banana bandara bandeng bandrek bandul bangku bangun banjar bantal basket baskom batagor baterai batik batu
    bawang bayam bazar bebek becak beda bekal bekicot belanga belibis belok beludru belut bemo bendera benih bening
    bensin benua beranda berita beruang berudu beton bibit bidan bidara bihun bijak biji bika bilah bilik bingkai
    bintaro biru biskuit bisnis blewah bola bolpen bonang boneka bor botol brokoli bros bubuk bugar bukit bulan bulu
    bumi bundar bunga bungkus bunyi burger burung bus cabai cagar cahaya cakram calung camilan cangkir cangkul
    cantik caping catut cawan celana celemek celepuk cemara cembung cempaka cendana cendol cengkih centong cepat
    ceplok cerdas ceret cermat cermin cetak cilok cimol cincau cincin cireng citra cobek coklat contoh cuaca cuci
    dadar dadu daerah daftar dahan dahlia dakon danau dandang dapur darat datang daun dawet delima delman denah
    dendeng desa detik dingin dodol dokar dokter domba dompet dongeng dorong dosen drama drum duduk duku dulang
    durian duta duyung eboni emas ember embun empal emping enau engsel etalase fajar film flanel flora fosil gabus
    gagak gaharu gajah gali galon gambang gambar gamelan gandum gantung garam garasi garis garpu gasing gatot gayung
    gelang gelas gelatik gemar gembala gembira genjer geplak gerabah gerai gerbong gergaji gerimis gerinda gerobak
    getuk ginseng girang gitar gizi globe gong grafik gudeg gugus gulai gunting gunung gurame gurih gurita guru
    hadiah halaman halte handuk hangat harmoni harpa helm hewan hiasan hidung hijau hiking hotel huruf hutan ibu
    ijazah ijuk ikan iklim ilalang ilmu impian indah indigo intan itik jadwal jagung jahe jahit jaket jalan jam
    jangkar janji janur jarum jati jejak jemput jemur jendela jengkol jerami jerapah jernih jeruk jingga judul jujur
    jurnal kabar kabel kafe kain kakao kakatua kakek kaktus kaldu kaleng kalimat kalkun kambing kamera kampung kamus
    kancil kancing kanguru kano kantin kantong kantor kapal kapuk karang karcis karpet karton kartu karya kasir
    kastil kasuari kasut katun kawat kayu kebaya kebun kecapi kecil kecipir kecrek kedai kedelai kejora keju kelabu
    kelapa kelinci kelor kemah kemarau kembang kembar kemeja kemiri kemudi kenanga kenari kencur kendi kenduri
    kenikir kentang kepel keramik keran kerapu kereta kerikil kertas kerucut kerupuk kesemek keset ketam ketela
    ketupat kicau kijang kincir kios kipas kirana kismis kita kiwi klakson klasik klepon koala kodok koki kolam
    kolase koleksi kolibri komik komodo kompas kompor konser koper koral kostum kotak krisan kristal kroket kuali
    kuas kucing kuda kue kukusan kulkas kunang kunci kuncup kunir kunyit kupu kurma kusen kweni laci lagu laksa
    lalap lampion lampu lancar landak langit langkah langsat lapang lapis laut layar lebar lele lemang lemari lembah
    lembu lemper lempuk lensa lentera lentur lepet lereng lesehan lesung lezat libur lidi lilin limas linen lingkar
    lintang listrik liter lobi lobster logam logo lokasi loket lonceng lontar lontong losin loteng lotus loyang
    lukis lumba lumbung lumpia lumpur lumut lurik macam magnet mahkota mahoni mainan majalah makan maleo mandi
    mangga manggis mangkok mangut manis mantel map marga markisa marmer martil masak masinis maskot matoa mawar
    mayang mebel meja mekar melati melayu melek melinjo melodi melon menara mendoan mendung menit mentari mentega
    menteng menu merak merang meranti merpati mesin meteran mimpi minat minggu minum minyak mistar mobil model molen
    monitor motif motor muara mudik mulia mungil murai murid musang musim mutiara nada nanas nangka nasi naskah
    nelayan nenek neraca nilon nipah nota novel nuri nyaman nyanyi nyiur obeng obrol ojek oksigen ombak omelet oncom
    onde opak opor oranye orbit orkes oven pagi pahat pakis palem palu panci panda panen pangan pangkal pangsit
    panjang panjat pantai pantun papan parasut parit parkir paruh pasar pastel patin patung pawai pecel pedal pedati
    pegas pekat pelangi pelaut pelita peluit pelukis pempek pena pendopo pengki pensil penulis penyiar penyu pepaya
    pepes perabot perahu perajin peria permata permen persik pesan pesawat pesisir pesta pesut petani peti piala
    piano pikap piknik pilar pilot pindang pinggan pinggir pinguin pintal pintu pinus pipa pipit pir pisah pisang
    piyama pizza plastik plaza pohon pojok pompa pondok poster potong prenjak pucuk pudar puding puisi pulau pulpen
    puncak purnama pustaka putih putu puyuh rabu radio rafia ragam rajin rajut rakit ramah rami ramuan rancang randu
    rangkai ransel rapor ratus rautan rawa rawon rebab rebana rebon rebung rebus rehat rekor remis rempah rendam
    rendang renyah resep resik reuni rimba rimbun ringan rintik riset ritme riwayat robot roda rok rompi rotan ruang
    rujak rukun rumbai rumput rumus runcing rusa rute rutin sabana sabit sabuk saga sahabat sajak saji salad salep
    salju salmon saluang samar sambal sambung sampan sampo sampul samudra sandal sanggar sanggul santan sapu sarapan
    saring sarjana saron sasando sate saudara saung sawah sawo sayap sayur seblak sedang sedap sedotan segar sejarah
    sejuk sekolah sekop selada selai selamat selasih selimut semak semen semi senam sendok sengon senja senter
    senyum sepakat sepatu sepeda seprai serabi serbet seroja serunai setir setrika setuju siang sigap sikat siluet
    simbol simpang sinar siomai siput siram sirih sirkus sirsak sirup sisir siswa siul sketsa sofa songket sopir
    sore sosis soto spanduk spidol spion spiral spons srikaya stasiun stiker strip sudut suguh suhu suka sulam
    suling sumber sumbu sumpit sumur sungai surat susun sutra syal tablet tabuh tabung tahun taksi talenan tamasya
    tambak tambur tameng tampah tamu tanah tandan tangki tanjung tanya tapioka tapir tarik tas tata tawes tebing
    tebu teduh tegap teh teko tekstil tekwan telaga telepon teluk teman tembaga tembok tempat tempel tempo tenang
    tenda tenis tenun tepung terapi teras teratai terbang teri termos terong terpal tetes tifa tikar tiket timah
    timbang timlo timun tinggi tinta tirai toga tokek tomat tombol tonggak tongkat tongkol topeng topi traktor
    trinil trompet truk tugu tujuh tukang tulip tulus tumbuh tumis tumpeng tumpuk tunas tunggal tungku tunik tupai
    tutup ubah ubi udang udara ufuk ujian ukiran ukur ulekan ulos unggas unggul ungu upacara urap usaha vanili vespa
    vila violet vokal voli wadah waduk wafer wahana wajan wajit walang walet wangi warisan warta warteg warung wesel
    widuri wijen wilayah wingko wisata wisuda wol wortel yogurt yoyo zaitun zaman zamrud zebra
"""
WORDS = tuple(_LIST.split())
_VALUES = {word: value for value, word in enumerate(WORDS)}
_LONGEST = max(map(len, WORDS))
_ANY = (1 << BITS_OF_WORD) - 1


def encode(bits: int) -> list[str]:
    """100 bits as ten words."""
    return [WORDS[bits >> BITS_OF_WORD * place & _ANY] for place in reversed(range(NUMBER))]


def decode(words: Sequence[str]) -> int:
    """The 100 bits of ten words of the list."""
    bits = 0
    for word in words:
        bits = bits << BITS_OF_WORD | _VALUES[word]
    return bits


def spoken(text: str) -> list[str]:
    """The runs of letters in what somebody typed: small, without accents, numbers and what stands between them."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = re.sub(r"(?<=[a-z])0(?=[a-z])", "o", "".join(c for c in folded if not unicodedata.combining(c)))
    return re.findall("[a-z]+", letters)


def read(text: str) -> list[list[str]]:
    """Every ten words that the text may mean, likeliest first; what stands around them is passed over.

    A word with one wrong, missing, additional or swapped letter is taken where it can be only one.
    Raises MalformedWords, with the number of the word where one is at fault.
    """
    runs = spoken(text)
    whole = split("".join(runs))
    if len(whole) >= NUMBER and len(whole) % NUMBER == 0:
        return _tens(whole)
    present = _known_runs(runs)
    if present:
        return [ten for run in present for ten in _tens(run)]
    return [_each(_likeliest(runs))]


def is_likely(text: str) -> bool:
    """Whether somebody typed words of the list rather than a code: at least three of them, with blanks or without."""
    runs = spoken(text)
    return sum(len(split(run)) for run in runs) >= 3 or len(split("".join(runs))) >= 3


def split(letters: str) -> list[str]:
    """The words that letters without blanks are made of; empty where they are not made of words alone."""
    words = []
    start = 0
    while start < len(letters):
        word = next(
            (letters[start:end] for end in range(start, start + _LONGEST + 1) if letters[start:end] in _VALUES), ""
        )
        if not word:
            return []
        words.append(word)
        start += len(word)
    return words


def _tens(words: list[str]) -> list[list[str]]:
    """A run as tens one after the other; where it is no whole number of tens, every ten in it."""
    step = 1 if len(words) % NUMBER else NUMBER
    tens = (tuple(words[start : start + NUMBER]) for start in range(0, len(words) - NUMBER + 1, step))
    return list(map(list, dict.fromkeys(tens)))


def _known_runs(runs: list[str]) -> list[list[str]]:
    """Stretches of at least ten words of the list, one after the other, whatever comes before and after."""
    stretches: list[list[str]] = [[]]
    for run in runs:
        words = split(run)
        if words:
            stretches[-1] += words
        else:
            stretches.append([])
    return [stretch for stretch in stretches if len(stretch) >= NUMBER]


def _likeliest(runs: list[str]) -> list[str]:
    """The ten neighbouring runs of which most are in the list: around them stand labels."""
    starts = range(max(len(runs) - NUMBER, 0) + 1)
    return max((runs[start : start + NUMBER] for start in starts), key=lambda ten: sum(run in _VALUES for run in ten))


def _each(runs: list[str]) -> list[str]:
    words: list[str] = []
    pieces = iter(runs)
    for run in pieces:
        words += split(run) or [_nearest(run, number=len(words) + 1)]
    if len(words) != NUMBER:
        raise MalformedWords("count", number=len(words))
    return words


def _nearest(run: str, *, number: int) -> str:
    near = [word for word in WORDS if is_near(run, word)]
    if len(near) != 1:
        raise MalformedWords("unclear" if near else "unknown", number=number, typed=run, near=near)
    return near[0]


def is_near(typed: str, word: str) -> bool:
    """Whether they differ by at most one letter: wrong, missing, additional, or swapped with its neighbour."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, rest_of_word = typed[start:], word[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest_of_word in (rest[1:], swapped) or rest_of_word[1:] in (rest, rest[1:])
