#!/usr/bin/env python3
"""Writes hard.mbox, the hundred hard mails that lib/mail is tested with: mails as Python's email package writes them,
and mails broken by hand in the ways that real ones are. The same bytes each time."""
import base64
import pathlib
import re
from email.header import Header
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

MAILS = []  # name and bytes


def day(number):
    return f"{['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][number % 7]}, {number % 28 + 1:02} Jun 2026 10:{number % 60:02}:00 +0200"


def raw(name, header, body=b"Hello.\n", sender=b"Ada Byron <ada@example.org>", date=True, message_id=True):
    """A mail by hand; fields that it does not give itself are added in front."""
    number = len(MAILS)
    header = header if isinstance(header, bytes) else header.encode()
    body = body if isinstance(body, bytes) else body.encode()
    out = b""
    if sender and not re.search(rb"^From:", header, re.M):
        out += b"From: " + sender + b"\n"
    if date and not re.search(rb"^Date:", header, re.M):
        out += b"Date: " + day(number).encode() + b"\n"
    if message_id and not re.search(rb"^Message-ID:", header, re.M | re.I):
        out += f"Message-ID: <m{number + 1:03}@example.org>\n".encode()
    if not re.search(rb"^Subject:", header, re.M):
        out += f"Subject: {name}\n".encode()
    MAILS.append((name, out + header + b"\n" + body))


def written(name, message):
    """A mail of the email package."""
    number = len(MAILS)
    for field, value in (("From", "Ada Byron <ada@example.org>"), ("Date", day(number)),
                         ("Message-ID", f"<m{number + 1:03}@example.org>"), ("Subject", name)):
        if message[field] is None:
            message[field] = value
    MAILS.append((name, message.as_bytes()))


def in_charset(name, charset, text, encoding="8bit"):
    data = text.encode({"iso-8859-8-i": "iso-8859-8", "windows-1256": "cp1256", "tis-620": "cp874"}.get(charset, charset))
    if encoding == "base64":
        data = base64.encodebytes(data)
    if encoding == "quoted-printable":
        import quopri
        data = quopri.encodestring(data)
    raw(name, f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n",
        data + (b"" if data.endswith(b"\n") else b"\n"))


def parts(kind, boundary, *all_parts, closed=True, preamble=b"", epilogue=b"", parameters=""):
    body = preamble
    for part in all_parts:
        body += b"--" + boundary + b"\n" + part + b"\n"
    if closed:
        body += b"--" + boundary + b"--\n"
    return (b"MIME-Version: 1.0\nContent-Type: multipart/" + kind.encode() + b'; boundary="' + boundary + b'"' +
            parameters.encode() + b"\n", body + epilogue)


def text_part(text, more=b""):
    return b"Content-Type: text/plain; charset=utf-8\n" + more + b"\n" + text.encode()


def html_part(text, more=b""):
    return b"Content-Type: text/html; charset=utf-8\n" + more + b"\n" + text.encode()


def file_part(disposition, data=b"data\n", kind=b"application/octet-stream", name_of_type=b""):
    return (b"Content-Type: " + kind + name_of_type + b"\nContent-Transfer-Encoding: base64\nContent-Disposition: " +
            disposition + b"\n\n" + base64.encodebytes(data))


def with_file(name, disposition, **more):
    header, body = parts("mixed", b"b", text_part("See the file.\n"), file_part(disposition, **more))
    raw(name, header, body)


# ---- character sets
raw("plain ascii", "", "The tram did not come.\n\nAda\n")
in_charset("utf-8", "utf-8", "قطار نیامد. می‌خواهم پولم را پس بگیرید.\nТрамвай не пришёл.\n")
in_charset("latin-1 quoted-printable", "iso-8859-1", "Das Geld wurde zweimal abgebucht: 20 £. Grüße, Jürgen\n", "quoted-printable")
raw("windows-1252 labelled latin-1", "Content-Type: text/plain; charset=iso-8859-1\n", b"\x93Late\x94 \x96 20 \x80\n")
raw("utf-8 without a label", "", "Straße ohne Etikett: پول\n")
raw("latin-1 without a label", "", b"Stra\xdfe ohne Etikett\n")
raw("utf-8 labelled latin-1", "Content-Type: text/plain; charset=iso-8859-1\n", "Größe falsch beschriftet\n")
in_charset("koi8-r", "koi8-r", "Деньги списаны дважды.\n", "base64")
in_charset("windows-1251", "windows-1251", "Возврат не пришёл — жду неделю.\n")
in_charset("iso-2022-jp", "iso-2022-jp", "電車が来ませんでした。返金してください。\n", "7bit")
in_charset("shift_jis", "shift_jis", "二重に請求されました。\n", "base64")
in_charset("euc-jp", "euc-jp", "返事がありません。\n")
in_charset("gb2312", "gb2312", "我的卡被扣了两次款。\n", "base64")
raw("gbk labelled gb2312", "Content-Type: text/plain; charset=gb2312\n", "镕 朱镕基路的电车没来\n".encode("gbk"))
in_charset("gb18030", "gb18030", "退款在哪里？𠀀\n")
in_charset("big5", "big5", "電車沒有來，請退款。\n")
in_charset("euc-kr", "euc-kr", "전차가 오지 않았습니다.\n")
raw("ks_c_5601-1987 with letters of cp949", "Content-Type: text/plain; charset=ks_c_5601-1987\n", "똠방각하의 환불\n".encode("cp949"))
in_charset("windows-1256", "windows-1256", "لم يأت القطار\n")
in_charset("tis-620", "tis-620", "รถรางไม่มา\n", "base64")
in_charset("iso-8859-8-i", "iso-8859-8-i", "הרכבת לא הגיעה\n")
raw("utf-16 base64", "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n",
    base64.encodebytes("Поезд не пришёл".encode("utf-16")))
raw("utf-7", "Content-Type: text/plain; charset=utf-7\n", "Größe\n".encode("utf-7"))
raw("an unknown character set", "Content-Type: text/plain; charset=x-nobody-knows\n", "Größe: 20 €\n")
raw("a character set with a comment", "Content-Type: text/plain; charset=us-ascii (Plain text)\n", "Plain.\n")
raw("utf-8 that is cut", "Content-Type: text/plain; charset=utf-8\n", "Größe und ".encode() + "ß".encode()[:1] + b"\n")

# ---- encoded words and folded headers
raw("folded encoded words", "Subject: =?utf-8?B?" + base64.b64encode("قطار شماره ۱۲ هرگز".encode()).decode() + "?=\n =?utf-8?B?" +
    base64.b64encode(" به ایستگاه نرسید".encode()).decode() + "?=\n")
padded = [base64.b64encode(part.encode()).decode() for part in ("a", "b", "c")]
raw("padded words in a row", "Subject: " + " ".join(f"=?utf-8?b?{part}?=" for part in padded) + "\n")
persian = "شکایت از تاخیر".encode()
raw("a character broken between words", "Subject: =?utf-8?b?" + base64.b64encode(persian[:7]).decode() + "?=\n =?utf-8?b?" +
    base64.b64encode(persian[7:]).decode() + "?=\n")
raw("q with underscores and blanks", "Subject: =?iso-8859-1?Q?Caf=E9_zu_sp=E4t?= and =?utf-8?q?so=20on?=\n")
raw("two character sets in a row", "Subject: =?koi8-r?B?" + base64.b64encode("Трамвай".encode("koi8-r")).decode() +
    "?= =?iso-2022-jp?B?" + base64.b64encode("電車".encode("iso-2022-jp")).decode() + "?=\n")
raw("raw utf-8 in the subject", "Subject: Größe و پول\n".encode())
raw("raw latin-1 in the subject", "Subject: Gr\xf6\xdfe\n".encode("latin-1"))
raw("a word with a language", "Subject: =?utf-8*en?Q?Late_tram?=\n")
raw("a word that never ends", "Subject: =?utf-8?Q?Late tram\n")
raw("a subject folded with tabs", "Subject: The tram\n\tdid not\n\t come\n")
raw("line ends inside a word", "Subject: =?utf-8?Q?Late=0D=0ABcc:_x=40example.org?=\n")
message = EmailMessage()
message["Subject"] = "Beschwerde über die verspätete Straßenbahn der Linie zwölf, die nie kam, mit sehr langem Betreff, der gefaltet wird"
message.set_content("Siehe Betreff.\n")
written("long subject of the email package", message)
message = MIMEText("Письмо.\n", "plain", "koi8-r")
message["Subject"] = Header("Очень длинная тема письма о трамвае, который не пришёл вовремя на остановку", "koi8-r")
written("long subject in koi8-r", message)
raw("an empty subject", "Subject: \n")

# ---- who wrote it
raw("a name with a comma", 'From: "Byron, Ada" <ada@example.org>\n')
raw("a name in a comment", "From: ada@example.org (Ada Byron)\n")
raw("only an address", "From: ada@example.org\n")
raw("an encoded name", "From: =?utf-8?b?" + base64.b64encode("آدا بایرون".encode()).decode() + "?= <ada@example.org>\n")
raw("an encoded name with an address in it", "From: =?utf-8?q?=3Cmallory=40example.net=3E?= <ada@example.org>\n")
raw("an encoded name in quotes", 'From: "=?utf-8?q?J=C3=BCrgen?=" <juergen@example.org>\n')
raw("a folded sender", "From: Ada\n Byron\n <ada@example.org>\n")
raw("several senders", "From: Ada <ada@example.org>, Bob <bob@example.org>\n")
raw("no sender but a reply address", "Reply-To: ada@example.org\n", sender=None)
raw("upper case in the address", "From: ADA@Example.ORG\n")

# ---- when
raw("an obsolete zone", "Date: 4 Jun 26 09:12 EST\n")
raw("a comment in the date", "Date: Thu, 4 Jun 2026 09:12:00 +0330 (Iran Standard Time)\n")
raw("no date", "", date=False)
raw("no zone", "Date: Thu, 4 Jun 2026 09:12:00\n")
raw("a date that is none", "Date: tomorrow\n")
raw("received later than sent", "Received: from a by b; Fri, 5 Jun 2026 08:00:00 +0000\nReceived: from c by a; Thu, 4 Jun 2026 23:59:59 +0000\n"
    "Date: Thu, 4 Jun 2026 20:00:00 -0400\n")

# ---- parts
message = EmailMessage()
message.set_content("In words.\n")
message.add_alternative("<p>In <b>words</b>.</p>", subtype="html")
written("plain and html", message)
raw("html alone", "Content-Type: text/html; charset=utf-8\n",
    "<html><head><title>T</title><style>p{}</style></head><body><p>Dear all,</p><p>the tram&nbsp;12 &mdash; late &amp; full.<br>"
    "See <a href=\"https://example.org/x\">this</a>.</p><ul><li>one<li>two</ul><blockquote>We are sorry</blockquote>"
    "<script>alert(1)</script></body></html>\n")
message = MIMEMultipart("related")
message.attach(MIMEText("<p>Logo: <img src=cid:1 alt='us'></p>", "html", "utf-8"))
from email.mime.image import MIMEImage  # noqa: E402
image = MIMEImage(b"\x89PNG\r\n\x1a\n0000", "png", name="logo.png")
image.add_header("Content-Disposition", "inline", filename="logo.png")
image.add_header("Content-ID", "<1>")
message.attach(image)
written("html with a picture", message)
header, body = parts("mixed", b"b", text_part("Before.\n"), file_part(b"attachment; filename=a.bin"), text_part("After.\n"))
raw("text on both sides of a file", header, body)
header, body = parts("mixed", b"b", text_part("Open.\n"), file_part(b"attachment; filename=a.bin"), closed=False)
raw("the last boundary is missing", header, body)
inner_header, inner_body = parts("alternative", b"b-inner", text_part("Inner.\n"), html_part("<p>Inner.</p>\n"))
header, body = parts("mixed", b"b", inner_header + b"\n" + inner_body, file_part(b"attachment; filename=a.bin"))
raw("a boundary that begins another", header, body)
header, body = parts("mixed", b"b", text_part("Middle.\n"), preamble=b"This is a MIME mail.\n", epilogue=b"The end.\n")
raw("words before and behind the parts", header, body)
raw("a multipart without a boundary", "Content-Type: multipart/mixed\n", "Only words.\n")
raw("a multipart whose boundary never comes", "Content-Type: multipart/mixed; boundary=zzz\n", "Only words, again.\n")
header, body = parts("mixed", b"b", b"\nNo header here.\n")
raw("a part without a header", header, body)
nested = text_part("Deep.\n")
for level in range(6):
    one_header, one_body = parts("mixed", f"level{level}".encode(), nested)
    nested = one_header + b"\n" + one_body
raw("parts six deep", nested.split(b"\n\n", 1)[0] + b"\n", nested.split(b"\n\n", 1)[1])
forwarded = b"From: bob@example.org\nSubject: The first letter\nMessage-ID: <inner@example.org>\n\nForwarded words.\n"
header, body = parts("mixed", b"b", text_part("See below.\n"), b"Content-Type: message/rfc822\n\n" + forwarded)
raw("a mail within a mail", header, body)
raw("nothing but a mail", "Content-Type: message/rfc822\n", forwarded)
header, body = parts("signed", b"b", text_part("Signed.\n"),
                     b"Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----\n",
                     parameters="; protocol=\"application/pgp-signature\"")
raw("a signed mail", header, body)
header, body = parts("alternative", b"b", text_part(" \n"), html_part("<p>Only the page has words.</p>\n"))
raw("plain words that are none", header, body)
raw("a boundary with blanks behind it", "Content-Type: multipart/mixed; boundary=\"a b'c\"\n",
    "--a b'c  \nContent-Type: text/plain\n\nFirst.\n--a b'c\t\nContent-Type: text/plain\n\nSecond.\n--a b'c--  \n")
raw("crlf line ends", "Content-Type: text/plain\r\n", b"One.\r\nTwo.\r\n")
raw("an unknown transfer encoding", "Content-Transfer-Encoding: x-none\n", "As it is.\n")

# ---- transfer encodings
raw("quoted-printable with soft ends", "Content-Transfer-Encoding: quoted-printable\n", "One line=\n that goes on=20\nand =3D stays, =ZZ too\n")
raw("base64 with rubbish and without padding", "Content-Transfer-Encoding: base64\n", "VGhl!IHRyYW0g\n\tZGlk IG5v\ndCBjb21lLg\n")
raw("format flowed", "Content-Type: text/plain; format=flowed\n",
    "This is one line that \na program broke \nin three.\n> quoted words \n> of somebody\n-- \nAda\n")
raw("format flowed with delsp", "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n", "電車が \n来ない。\n")

# ---- files
with_file("a file", b"attachment; filename=scan.pdf", kind=b"application/pdf", data=b"%PDF-1.4\n")
with_file("rfc 2231 in pieces", b"attachment;\n filename*0*=utf-8''%D8%A8%D9%84;\n filename*1*=%DB%8C%D8%B7;\n filename*2=.pdf")
with_file("rfc 2231 in one", b"attachment; filename*=iso-8859-1'de'Stra%DFe.txt")
with_file("an encoded word as a name", b'attachment; filename="=?utf-8?b?' + base64.b64encode("بلیط.pdf".encode()) + b'?="')
with_file("a name with folders", b'attachment; filename="../../etc/passwd"')
with_file("a name of windows", b'attachment; filename="C:\\\\Users\\\\ada\\\\bill.pdf"')
with_file("only the type has a name", b"attachment", name_of_type=b"; name=\"bill.pdf\"")
with_file("no name at all", b"attachment", kind=b"image/png", data=b"\x89PNG\r\n\x1a\n")
with_file("a program", b"attachment; filename=invoice.pdf.exe", data=b"MZ\x90\x00")
header, body = parts("mixed", b"b", text_part("Two.\n"), file_part(b"attachment; filename=a.txt", b"one"),
                     file_part(b"attachment; filename=a.txt", b"two"))
raw("two files of one name", header, body)

# ---- threads, and mails that are no complaints
raw("a first mail", "Message-ID: <first@example.org>\nSubject: Card charged twice\n", "My card was charged twice.\n")
raw("Re: a reply", "In-Reply-To: <first@example.org>\n", "It was 20 euros.\n\n> My card was charged twice.\n")
raw("Re: known by references", "References: <other@example.org> <first@example.org>\n", "And on the 4th.\n")
raw("a duplicate", "Message-ID: <first@example.org>\nSubject: Card charged twice\n", "My card was charged twice.\n")
raw("out of office", "Auto-Submitted: auto-replied\nIn-Reply-To: <first@example.org>\n", "I am away.\n")
header, body = parts("report", b"b", text_part("Not delivered.\n"),
                     b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; example.org\n",
                     b"Content-Type: message/rfc822\n\nFrom: complaints@example.com\nSubject: Re: Card charged twice\n"
                     b"References: <first@example.org>\n\nDear Ada\n", parameters="; report-type=delivery-status")
raw("Undelivered Mail", b"Return-Path: <>\n" + header, body, sender=b"MAILER-DAEMON@example.org")
raw("a newsletter", "Precedence: bulk\nList-Id: <news.example.net>\n")
raw("from ourselves", "From: complaints@example.com\nIn-Reply-To: <first@example.org>\nMessage-ID: <ours@example.com>\n", "Dear Ada\n")
raw("Re: an answer to our answer", "In-Reply-To: <ours@example.com>\n", "Thank you.\n")
raw("through our mailbox before", "X-Loop: complaints@example.com\n")
raw("no message id", "", "Nobody numbered this mail.\n", message_id=False)

# ---- an mbox
raw("lines that begin with From", "Content-Length: 3\n", "From here on it was late.\n>From the start it was not.\n\nFrom ada@example.org\nend\n")


def main():
    assert len(MAILS) == 100, len(MAILS)
    out = b""
    for number, (_, mail) in enumerate(MAILS):
        end = b"\r\n" if b"\r\n" in mail else b"\n"
        out += f"From ada@example.org Mon Jun {number % 28 + 1:2} 10:00:00 2026".encode() + end
        out += re.sub(rb"^(>*From )", rb">\1", mail, flags=re.M) + end
    pathlib.Path(__file__).with_name("hard.mbox").write_bytes(out)


if __name__ == "__main__":
    main()
