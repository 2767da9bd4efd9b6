"""What people type for a word: short forms, slang, Javanese, Sundanese, Betawi, Malay and English.

Left of the colon stands the word that the rules know; right of it what is read as that word.
"""

_TABLE = """
tidak: tdk gx engga enggak ogah gak ga g nggak ngga gk kagak kaga ora teu gausah ndak tak gada ngk tiada not
tidak: sonde sond trada tra kada indak dak nda henteu moal seng dang ndang inda
tanpa: tnp tnpa tampa without
jangan: jgn jgan jng ojo ulah bek unang jo
bukan: bkn
dengan: dgn dg
yang: yg
untuk: utk buat
saja: aja ae wae aj
juga: jg jga
bisa: bs bsa iso tiasa
boleh: blh
sudah: sdh udah udh dah su tos wis uwis
belum: blm blom
nanti: nt nti ntar mengko engke nnt
dulu: dl dlu dahulu disik dhisik sik heula
sebelum: sblm sbelum before
sampai: smpe sampe nyampe smp
sama: sm ama
dari: dr dri ti
di: d
ke: nang ka
pada: pd
kalau: kl klo kalo kalu yen mun lamun
karena: krn
langsung: lgsg lgsng lsg lngsng langsg
berangkat: brgkt brangkat brkt brngkt mangkat terbang pemberangkatan diberangkatkan depart fly departure
gaji: gajih gajine gajina salary upah gajian upahe bayaran bayarane bayarannya opahan honor wage wages digaji diupah
kerja: krj kerjo gawean bekerja job work
orang: org wong
orangtua: ortu
saya: sy gw gue aku beta abdi ambo awak nyong inyong
kamu: lo loe elu
kami: km katong kitorang torang
bos: boss juragan tauke tokei toke towkay taukeh owner
hari: hr
bulan: bln bulanan sasih sasi sabulan sebulan month perbulan
tahun: th thn
minggu: mgg mggu week
juta: jt jtan jutaan yuto jeti mio
ribu: rb rebu ewu
dolar: usd dollar dollars
paspor: passport passpor pasport paspot pspr pasporku passportnya
ktp: e-ktp ktpnya identitas
ijazah: ijasah ijazahnya
dokumen: dok dokumennya documents document suratsurat surat2 berkas
visa: fisa viza
turis: tourist touris pelawat turis pelancong melancong pelancongan wisatawan
wisata: wisatanya
kunjungan: visit lawatan kunjung melawat lawat visitor
umroh: umrah umroh2
imigrasi: imigrasinya immigration imigresen
petugas: officer
dipegang: dipegangin dicekel diceukeul pegangin
pegang: megang pegangkan
dibawa: digowo dibawain dibawakan
ditahan: ditahen withheld
disimpan: disimpen simpen kept keep held diamankan amankan taruh naruh ditaruh nyimpen
majikan: employer
agen: agent agensi agency ejen agenc
perusahaan: company prusahaan syarikat perush
potong: ptg debet debit tolak ditolak dikurangi dikurangin ptong dipotong pemotongan memotong motong
potong: deduct deducted deduction
potongan: ptongan
hutang: utang pinjaman pinjem pinjam minjam loan utangan ngutang berhutang hutangnya debt
dicicil: nyicil cicil cicilan dicicilkan angsur diangsur nyaur
bayar: byr mbayar membayar pay
biaya: biayanya cost fee
denda: dendo penalti penalty
keluar: kluar metu cabut leave leaving mudhun
pulang: plg mulih balik mudik
hp: handphone ponsel hape hpnya telepon handset
umur: usia age umure
izin: ijin idin permission pamit permit2
kantor: office
kontrak: contract kontraknya
perjanjian: agreement
pengalaman: pglmn pengalamn pangalaman experience exp skill keahlian
gratis: free haratis percuma cumacuma
dijamin: garansi guarantee guaranteed jaminanlolos
interview: wawancara intervew interviu
kamboja: kmboja cambodia kambodja kh cambodja camboja
myanmar: mianmar burma
laos: lao
malaysia: mlysia malaysa malay johor sabah penang sarawak kualalumpur
hongkong: hk hkg
taiwan: twn
singapura: singapore singapur sg spore
saudi: ksa arab riyadh jeddah mekah mekkah madinah
dubai: uae abudhabi uea
korea: korsel busan seoul
jepang: japan jpn osaka tokyo nippon
cina: china tiongkok tionghoa
luar: overseas abroad
negeri: negri neg
wa: whatsapp watsap whatsap wasap whatsaap
inbox: inbok inbokx
dm: dms direct
hubungi: hub kontak contact call
chat: chatt cht cet
alamat: almt address
ibu: bu emak
bapak: pak bpk
suami: husband salaki bojo istri bini wife
keluarga: klg family kluarga
anak: anaknya bocah budak
surat: srt suratnya
ditandatangani: ttd tandatangan teken ditekenan signed sign
terbatas: trbatas limited
cepat: cpt cepet kilat ekspres express
sekarang: skrg skrang skr
customer: cust costumer
service: servis servise serpis
admin: adm administrasi mimin
online: onlen onlin daring
judi: judol gambling
jalan: jln jalanjalan
bilang: blg ngomong bilangnya
ngaku: ngakunya mengaku ngakuin
jawab: jwb jawabnya
teman: temen
menemani: temani nemenin nemani temenin temanin
perlu: prlu butuh need usah kudu harus payah
tanggal: tgl
diurus: diurusin uruskan diuruskan urus urusin ngurus ngurusin diuruske
sehat: kesehatan waras
besok: bsk bsok sesuk isukan enjing
sana: sono there ditu kono situ
dapat: dapet dpt entuk
penampungan: penampngan shelter
kompleks: compound komplek kompleknya
dibuatkan: digawekke gawekke dibikinkan buatin bikinkan bikinin
ikut: melu ikutan join
kerja: karejo karajo lakoh alako jama majjama begawi gawian megae magae keurija begawean makaryo nyambut damel damelan
uang: hepeng pitih pesse pesseh doi doe pipis peng kepeng artos acis dhuwit duwit arto
orang: halak urang oreng ureung jalmi jalma
berangkat: borhat barangkek tulak budhal budal indit mios lumampah
pulang: mulak bulik woe uih wangsul mole
tidak: tena tusing hana ndeq ndek enjek boten mboten
jangan: ojok eda
bayar: bayia majar mbayari bayari
bilang: ngomonge ngandika nyarios bebeja
dibawa: dicandak digawa digaba
anak: bocil murangkalih
tahu: tau
mau: mo pengen pingin gelem hayang hoyong nak
"""


def _words() -> dict[str, str]:
    named = (line.partition(":") for line in _TABLE.strip().splitlines())
    return {short: word for word, _, shorts in named for short in shorts.split()}


WORDS: dict[str, str] = _words()

# Words with digits in them that are words, and no letters written as digits.
WITH_DIGITS = frozenset(("p3mi", "sip3mi", "bp3mi", "bp2mi", "kp2mi", "siskop2mi", "sip2mi", "g2g"))
# What follows a number without a space: "12jt", "2x", "3bln".
_UNITS = """
jt jtan juta jutaan rb ribu rebu k x hr hari bln bulan th thn tahun jam org orang usd rm ringgit rgt won nt dh
baht yen sgd hkd sar euro dolar dollar m cm kg menit mgg minggu am pm wib an kali
"""
UNITS = frozenset(_UNITS.split())
