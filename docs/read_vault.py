#!/usr/bin/env python3
"""Opens a Tessera vault and prints its payload. Written from vault-format.md alone, not from the program.

    read_vault.py [--recovery] FILE

It asks for the password, or for the code of the recovery sheet, or takes the first line of standard input
where that is no terminal.

What it prints holds every secret. Debian: python3-argon2, python3-nacl.
"""

import base64
import getpass
import json
import struct
import sys
import unicodedata
import uuid

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError

MAGIC = b"TESSERA\x1a"
BLOCK = 4096
TAG = 16


class Refused(Exception):
    """Why the file is not opened."""


def refuse_unless(condition, why):
    if not condition:
        raise Refused(why)


# Section 2: the file.


def take_apart(data):
    refuse_unless(data[:8] == MAGIC, "this is not a vault")
    refuse_unless(len(data) >= 10, "damaged: too short")
    (version,) = struct.unpack(">H", data[8:10])
    refuse_unless(version != 0, "damaged: version 0")
    refuse_unless(version == 1, f"made by a newer program (version {version})")
    refuse_unless(len(data) >= 14, "damaged: too short")
    (length,) = struct.unpack(">I", data[10:14])
    refuse_unless(length <= 65_536, "damaged: header too long")
    refuse_unless(len(data) <= 64 * 1024 * 1024, "damaged: file too long")
    front, sealed = data[: 14 + length], data[14 + length :]
    refuse_unless(len(front) == 14 + length, "damaged: cut in the header")
    refuse_unless(
        len(sealed) >= BLOCK + TAG and (len(sealed) - TAG) % BLOCK == 0,
        "damaged: the ciphertext is not of whole blocks",
    )
    return front, sealed


# Sections 3 to 5: the header.


def parse_json(text, hook):
    try:
        return json.loads(text.decode("utf-8"), object_pairs_hook=hook)
    except (ValueError, RecursionError) as error:
        raise Refused("damaged: no JSON") from error


def each_key_once(pairs):
    refuse_unless(len(dict(pairs)) == len(pairs), "damaged: a key stands twice")
    return dict(pairs)


def number(value, bits):
    whole = isinstance(value, int) and not isinstance(value, bool)
    refuse_unless(whole and 0 <= value < 2**bits, "damaged: a number")


def uuid_bytes(text):
    try:
        read = uuid.UUID(text)
    except (ValueError, AttributeError, TypeError) as error:
        raise Refused("damaged: a UUID") from error
    # Python takes capitals, braces and more.
    refuse_unless(str(read) == text, "damaged: a UUID")
    return read.bytes


def parse_header(text):
    header = parse_json(text, each_key_once)
    fields(header, "vault_id", "revision", "saved_at", "slots", "payload")
    uuid_bytes(header["vault_id"])
    number(header["revision"], 64)
    number(header["saved_at"], 64)
    fields(header["payload"], "cipher", "nonce")
    refuse_unless(header["payload"]["cipher"] == "xchacha20poly1305", "damaged: cipher")
    raw(header["payload"]["nonce"], 24)
    slots = header["slots"]
    refuse_unless(isinstance(slots, list) and 1 <= len(slots) <= 16, "damaged: slots")
    for slot in slots:
        check_slot(slot)
    ids = {slot["id"] for slot in slots}
    refuse_unless(len(ids) == len(slots), "damaged: two slots with one id")
    work = sum(s["kdf"]["m_kib"] * s["kdf"]["t"] for s in slots if s["kind"] != "device")
    refuse_unless(work <= 8_388_608, "damaged: the slots are too dear together")
    refuse_unless(any(s["kind"] == "password" for s in slots), "damaged: no password slot")
    return header


def fields(value, *names):
    refuse_unless(isinstance(value, dict) and set(value) == set(names), "damaged: fields")


def check_slot(slot):
    fields(slot, "id", "kind", "kdf", "nonce", "wrapped")
    uuid_bytes(slot["id"])
    refuse_unless(slot["kind"] in ("password", "recovery", "device"), "damaged: kind")
    raw(slot["nonce"], 24)
    raw(slot["wrapped"], 48)
    kdf = slot["kdf"]
    if slot["kind"] == "device":
        fields(kdf, "name")
        refuse_unless(kdf["name"] == "none", "damaged: kdf")
        return
    fields(kdf, "name", "version", "m_kib", "t", "p", "salt")
    refuse_unless(kdf["name"] == "argon2id" and kdf["version"] == 19, "damaged: kdf")
    raw(kdf["salt"], 16)
    for cost in ("m_kib", "t", "p"):
        number(kdf[cost], 32)
    refuse_unless(
        19_456 <= kdf["m_kib"] <= 1_048_576
        and 2 <= kdf["t"] <= 32
        and 1 <= kdf["p"] <= 8
        and kdf["m_kib"] * kdf["t"] <= 4_194_304,
        "the key derivation is out of range",
    )


def raw(text, length):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise Refused("damaged: base64") from error
    canonical = base64.b64encode(data).decode() == text
    refuse_unless(canonical and len(data) == length, "damaged: base64")
    return data


def normalised(password):
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in password)
    return unicodedata.normalize("NFC", spaced).encode("utf-8")


# Section 5.1: the code of the recovery sheet.

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def recovery_code(typed):
    kept = [c for c in unicodedata.normalize("NFKC", typed) if c.isalnum()]
    code = "".join(kept).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    refuse_unless(len(code) == 35, f"the recovery code has {len(code)} characters, not 35")
    for number in range(1, 8):
        group = code[5 * number - 5 : 5 * number]
        typo = f"there is a typing error in group {number} of the recovery code"
        refuse_unless(all(c in ALPHABET for c in group), typo)
        values = [ALPHABET.index(c) for c in group]
        refuse_unless(values[4] == check_value(values[:4], number), typo)
    return code.encode("ascii")


def check_value(values, number):
    check = number
    for power, value in enumerate(values, start=1):
        for _ in range(power):
            value = (value << 1) ^ (0b100101 if value & 0b10000 else 0)
        check ^= value
    return check


# What each kind of slot takes, and what is said where it does not open.
WAYS = {
    "password": (normalised, "the password is wrong"),
    "recovery": (recovery_code, "this is not the recovery code of this vault"),
}


def slot_key(kdf, secret):
    return hash_secret_raw(
        secret=secret,
        salt=raw(kdf["salt"], 16),
        time_cost=kdf["t"],
        memory_cost=kdf["m_kib"],
        parallelism=kdf["p"],
        hash_len=32,
        type=Type.ID,
        version=19,
    )


def word(text):
    return bytes([len(text)]) + text.encode("ascii")


def slot_data(vault_id, slot):
    kdf = slot["kdf"]
    return (
        b"tessera slot v1"
        + uuid_bytes(vault_id)
        + uuid_bytes(slot["id"])
        + word(slot["kind"])
        + word(kdf["name"])
        + struct.pack(">IIII", kdf["version"], kdf["m_kib"], kdf["t"], kdf["p"])
        + raw(kdf["salt"], 16)
    )


# Sections 6 and 7: the keys and the payload.


def opened(key, nonce, data, sealed):
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, data, nonce, key)
    except CryptoError:
        return None


def vault_key(header, typed, kind):
    slots = [slot for slot in header["slots"] if slot["kind"] == kind]
    refuse_unless(slots, f"this vault has no {kind} slot")
    prepare, wrong = WAYS[kind]
    secret = prepare(typed)
    for slot in slots:
        key = slot_key(slot["kdf"], secret)
        data = slot_data(header["vault_id"], slot)
        unwrapped = opened(key, raw(slot["nonce"], 24), data, raw(slot["wrapped"], 48))
        if unwrapped is not None:
            return unwrapped
    raise Refused(wrong)


def payload_of(data, typed, kind="password"):
    front, sealed = take_apart(data)
    header = parse_header(front[14:])
    nonce = raw(header["payload"]["nonce"], 24)
    plaintext = opened(vault_key(header, typed, kind), nonce, front, sealed)
    refuse_unless(plaintext is not None, "damaged: the payload does not fit its tag")
    (length,) = struct.unpack(">I", plaintext[:4])
    text, padding = plaintext[4 : 4 + length], plaintext[4 + length :]
    refuse_unless(len(text) == length and len(padding) < BLOCK, "damaged: payload length")
    refuse_unless(not any(padding), "damaged: padding")
    check_payload(text)
    return text


# Section 8: the outermost object. What is inside may be in quarantine, and is not looked at.


class Pairs(list):
    """An object whose keys may stand twice."""


def check_payload(text):
    top = parse_json(text, Pairs)
    refuse_unless(isinstance(top, Pairs), "damaged: the payload is no object")
    top = each_key_once(top)
    for name in ("entries", "tombstones"):
        elements = top.get(name)
        is_array = isinstance(elements, list) and not isinstance(elements, Pairs)
        refuse_unless(is_array, f"damaged: {name}")


def main():
    arguments = sys.argv[1:]
    kind = "recovery" if "--recovery" in arguments else "password"
    files = [argument for argument in arguments if argument != "--recovery"]
    refuse_unless(len(files) == 1, "use: read_vault.py [--recovery] FILE")
    with open(files[0], "rb") as file:
        data = file.read()
    if sys.stdin.isatty():
        typed = getpass.getpass("Recovery code: " if kind == "recovery" else "Password: ")
    else:
        typed = sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    sys.stdout.buffer.write(payload_of(data, typed, kind))


sys.setrecursionlimit(10_000)  # JSON may be nested deeper than Python expects.

if __name__ == "__main__":
    try:
        main()
    except Refused as reason:
        sys.exit(f"read_vault.py: {reason}")
