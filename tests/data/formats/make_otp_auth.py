#!/usr/bin/env python3
"""Makes the files of OTP Auth beside it, from the description of the format alone.

Every salt and IV is fixed, so that the files come out the same each time. Needs openssl.
"""

import hashlib
import hmac
import plistlib
import subprocess
from plistlib import UID

PASSWORD = "pässword".encode()
FIXED = bytes(range(64))


def encrypt(key, iv, plain):
    command = ["openssl", "enc", "-aes-256-cbc", "-K", key.hex(), "-iv", iv.hex()]
    return subprocess.run(command, input=plain, capture_output=True, check=True).stdout


class Archive:
    """Objects as NSKeyedArchiver lays them out."""

    def __init__(self):
        self.objects = ["$null"]

    def add(self, value):
        self.objects.append(value)
        return UID(len(self.objects) - 1)

    def text(self, value):
        return self.add(value)

    def data(self, value):
        return self.add({"NS.data": value, "$class": UID(0)})

    def array(self, links):
        return self.add({"NS.objects": links, "$class": UID(0)})

    def dictionary(self, fields):
        names = [self.add(name) for name in fields]
        return self.add({"NS.keys": names, "NS.objects": list(fields.values()), "$class": UID(0)})

    def bytes(self, root):
        top = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": root},
               "$objects": self.objects}
        return plistlib.dumps(top, fmt=plistlib.FMT_BINARY)


def account(archive, issuer, label, secret, **numbers):
    fields = {"type": 2, "algorithm": 0, "digits": 0, "period": 0, "counter": 0, "icon": UID(0), **numbers}
    return {"issuer": archive.text(issuer), "label": archive.text(label),
            "secret": archive.data(secret), "$class": UID(0), **fields}


def backup():
    inner = Archive()
    secret = b"12345678901234567890"
    first = inner.add(account(inner, "Beispiel", "älice", secret))
    second = inner.add(account(inner, "B", "long", secret, algorithm=3, digits=8, period=60))
    third = inner.add(account(inner, "C", "counted", secret, type=1, algorithm=2, counter=7))
    fourth = inner.add(account(inner, "D", "bad", secret, algorithm=4))
    home = {"name": inner.text("Zuhause"), "accounts": inner.array([first, second]), "$class": UID(0)}
    work = {"name": inner.text("Work"), "accounts": inner.array([third, fourth]), "$class": UID(0)}
    folders = inner.array([inner.add(home), inner.add(work)])
    return inner.bytes(inner.dictionary({"Folders": folders}))


def dangling():
    inner = Archive()
    account_ = inner.add(account(inner, "A", "a", b"12345678901234567890"))
    folder = {"name": inner.text("F"), "accounts": inner.array([UID(999), account_]), "$class": UID(0)}
    return inner.bytes(inner.dictionary({"Folders": inner.array([inner.add(folder)])}))


def alone():
    inner = Archive()
    zero = inner.add(0)
    fields = {"secret": inner.data(b"12345678901234567890"), "issuer": inner.text("Beispiel"),
              "label": inner.text("älice"), "type": inner.add(2), "algorithm": zero, "digits": zero,
              "period": zero, "counter": zero}
    return inner.bytes(inner.dictionary(fields))


def by_hash(plain, field):
    """A key that is a hash of salt and password: no tag."""
    salt, iv = "Sält%s" % ("x" * 28), "v" * 32
    key = hashlib.sha256(salt.encode() + b"-" + PASSWORD).digest()
    data = encrypt(key, hashlib.sha1(iv.encode()).digest()[:16], plain)
    outer = Archive()
    return outer.bytes(outer.dictionary({
        "Version": outer.text("1.0"), field: outer.data(data),
        "Salt": outer.add({"NS.string": salt, "$class": UID(0)}),
        "IV": outer.add({"NS.string": iv, "$class": UID(0)})}))


def by_rncryptor(plain, field):
    salt, mac_salt, iv = FIXED[:8], FIXED[8:16], FIXED[16:32]
    derive = lambda salt: hashlib.pbkdf2_hmac("sha1", PASSWORD, salt, 10_000, 32)
    signed = b"\x03\x01" + salt + mac_salt + iv + encrypt(derive(salt), iv, plain)
    data = signed + hmac.new(derive(mac_salt), signed, "sha256").digest()
    outer = Archive()
    return outer.bytes(outer.dictionary({"Version": outer.text("1.2"), field: outer.data(data)}))


def write(name, word, outer):
    with open(name, "wb") as file:
        file.write(encrypt(hashlib.sha256(word).digest(), bytes(16), outer))


write("otp_auth_1.0.otpauthdb", b"Authenticator", by_hash(backup(), "WrappedData"))
write("otp_auth_1.1.otpauthdb", b"Authenticator", by_rncryptor(backup(), "WrappedData"))
write("otp_auth_dangling.otpauthdb", b"Authenticator", by_rncryptor(dangling(), "WrappedData"))
write("otp_auth_1.1.otpauth", b"OTPAuth", by_hash(alone(), "Data"))
write("otp_auth_1.2.otpauth", b"OTPAuth", by_rncryptor(alone(), "Data"))
