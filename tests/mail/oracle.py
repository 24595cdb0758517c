#!/usr/bin/env python3
"""What Python's email package reads of the mails of hard.mbox: a second opinion on lib/mail. Compares with hard.json,
which is what lib/mail reads of them (test_mail). Where the two differ on purpose, DIFFERENCES says why."""
import email
import email.header
import email.utils
import hashlib
import json
import mailbox
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent

# Number of the mail, field: why lib/mail reads it otherwise.
DIFFERENCES = {
    (69, "text"): "a mail that only forwards another has the words of that one",
}

# What mails are labelled and what is meant (WHATWG Encoding Standard), in Python's names.
MEANT = {"us-ascii": "cp1252", "iso-8859-1": "cp1252", "gb2312": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
         "iso-8859-8-i": "iso-8859-8", "tis-620": "cp874", "shift_jis": "cp932", "big5": "big5hkscs", "windows-1256": "cp1256",
         "iso-2022-jp": "iso2022_jp_3"}


def decoded(data, label):
    label = (label or "").lower().split()[0] if label else ""
    if label in ("", "us-ascii", "iso-8859-1", "utf-8"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(MEANT.get(label, label or "cp1252"))
    except (LookupError, UnicodeDecodeError):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace") if label == "utf-8" else data.decode("cp1252", "replace")


def one_line(text):
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()


def words(value):
    """A header field in clear."""
    if value is None:
        return ""
    if isinstance(value, email.header.Header):  # bytes that no encoded word is around
        return one_line("".join(part if isinstance(part, str) else decoded(part, None if charset == "unknown-8bit" else charset)
                                for part, charset in email.header.decode_header(value)))
    try:
        raw = str(value).encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return one_line(value)  # in clear already
    text = raw.decode("utf-8") if is_utf8(raw) else raw.decode("cp1252", "replace")
    out = ""
    for part, charset in email.header.decode_header(re.sub(r"\r?\n", "", text)):
        out += part if isinstance(part, str) else decoded(part, charset)
    return one_line(out)


def is_utf8(data):
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def block(text):
    text = re.sub(r"\r\n|[\r\f\v\x85\u2028\u2029]", "\n", text).replace("\ufeff", "")
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", "\ufffd", text)
    return re.sub(r"^(?:[ \t]*\n)+", "", text).rstrip(" \t\n")


def base_name(name):
    return one_line(re.split(r"[/\\]", one_line(name))[-1])


def text_and_files(message, is_root=True):
    """The plain words, and the files; None for words that only a page of HTML has."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        texts, files = [], []
        for part in message.get_payload():
            text, more = text_and_files(part, False)
            if text != "":
                texts.append(text)
            files += more
        if message.get_content_subtype() == "alternative":
            plain = [text for text in texts if text is not None]
            return (plain[0] if plain else texts[-1] if texts else ""), files
        if None in texts:
            return None, files
        return "\n\n".join(texts), files
    kind = message.get_content_type()
    name = message.get_filename()
    if message.get_content_maintype() == "multipart":
        kind = "text/plain"
    if kind == "message/rfc822":
        inner = message.get_payload()[0]
        called = base_name(words(name)) if name else base_name(words(inner["Subject"])) or "message"
        data = inner.as_bytes()
        return "", [{"name": called if called.lower().endswith(".eml") else called + ".eml", "type": kind, "sha256": None}]
    data = message.get_payload(decode=True)
    if data is None:
        data = message.get_payload()[0].as_bytes() if message.is_multipart() else b""
    is_file = message.get_content_disposition() == "attachment" or (name and not is_root)
    if kind in ("text/plain", "text/html") and not is_file:
        if kind == "text/html":
            return None, []
        if message.get_param("format", "").lower() == "flowed":
            return None, []
        return block(decoded(data, message.get_param("charset"))), []
    called = base_name(words(name)) if name else None
    return "", [{"name": called, "type": kind, "sha256": None if kind == "message/delivery-status" else hashlib.sha256(data).hexdigest()}]


def read(message):
    head_from = message["From"] or message["Sender"] or message["Reply-To"]
    name, address = email.utils.parseaddr(str(head_from).replace("\n", " "))
    date = email.utils.parsedate_tz(message["Date"]) if message["Date"] else None
    text, files = text_and_files(message)
    ids = re.findall(r"<([^<>]+)>", message.get("In-Reply-To", ""))
    ids += [one for one in reversed(re.findall(r"<([^<>]+)>", message.get("References", ""))) if one not in ids]
    return {"name": words(name), "email": address, "subject": words(message["Subject"]),
            "message_id": (re.findall(r"<([^<>]+)>", message.get("Message-ID", "")) or [""])[0], "answers": ids,
            "sent": email.utils.mktime_tz(date) if date else None, "text": text, "attachments": files}


def differences(mine, theirs):
    for key in mine:
        if key == "remarks":
            continue
        a, b = mine[key], theirs[key]
        if key == "text" and b is None:
            continue  # words of a page, or put together: what lib/mail makes of them stands in hard.json
        if key == "attachments":
            if len(a) == len(b):
                b = [{field: value if value is not None else one[field] for field, value in other.items()}
                     for one, other in zip(a, b)]
        if a != b:
            yield key, a, b


def main():
    box = mailbox.mbox(HERE / "hard.mbox", create=False)
    expected = json.loads((HERE / "hard.json").read_text())
    pieces = re.split(rb"^From .* 2026\r?\n", (HERE / "hard.mbox").read_bytes(), flags=re.M)[1:]
    assert len(pieces) == len(expected) == 100, (len(pieces), len(expected))
    failed = 0
    unused = set(DIFFERENCES)
    for number, (piece, mine) in enumerate(zip(pieces, expected), 1):
        message = email.message_from_bytes(re.sub(rb"^>(>*From )", rb"\1", piece, flags=re.M))
        for key, a, b in differences(mine, read(message)):
            if (number, key) in DIFFERENCES:
                unused.discard((number, key))
                continue
            failed += 1
            print(f"mail {number}, {mine['subject']!r}: {key}\n  cmt:    {a!r}\n  Python: {b!r}")
    for one in unused:
        failed += 1
        print(f"no difference any more: {one}")
    print(f"{len(pieces)} mails, {failed} differences that nobody explained, {len(DIFFERENCES)} that are explained")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
