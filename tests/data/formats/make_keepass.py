#!/usr/bin/env python3
"""Writes keepass.kdbx: a database of KeePass 2 (KDBX 3.1, one round of AES) with two entries, one of
which has a code. It opens with the password `one` and the key file keepass.key together.

Needs openssl.
"""

import hashlib
import struct
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
XML = b"""<?xml version="1.0" encoding="utf-8"?>
<KeePassFile><Meta><Generator>KeePass</Generator></Meta><Root><Group><Name>Ada</Name>
<Entry><String><Key>Title</Key><Value>Harbour</Value></String>
<String><Key>UserName</Key><Value>ada</Value></String>
<String><Key>otp</Key><Value>otpauth://totp/Harbour:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&amp;issuer=Harbour</Value></String></Entry>
<Entry><String><Key>Title</Key><Value>Post office</Value></String>
<String><Key>Password</Key><Value>none</Value></String></Entry>
</Group></Root></KeePassFile>
"""
KEY_FILE = b"a photograph of a grey heron\n"


def sha(data):
    return hashlib.sha256(data).digest()


def aes(mode, key, data, *options):
    command = ["openssl", "enc", f"-aes-256-{mode}", "-K", key.hex(), *options]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def field(name, value):
    return struct.pack("<BH", name, len(value)) + value


def block(number, data):
    digest = sha(data) if data else bytes(32)
    return struct.pack("<I", number) + digest + struct.pack("<I", len(data)) + data


seed, transform, stream, start = (sha(word) for word in (b"seed", b"transform", b"stream", b"start"))
iv = sha(b"iv")[:16]
header = bytes.fromhex("03d9a29a67fb4bb5") + struct.pack("<I", 3 << 16 | 1)
header += field(2, bytes.fromhex("31c1f2e6bf714350be5805216afc5aff"))
header += field(3, struct.pack("<I", 0)) + field(4, seed) + field(5, transform)
header += field(6, struct.pack("<Q", 1)) + field(7, iv) + field(8, stream) + field(9, start)
header += field(10, struct.pack("<I", 2)) + field(0, b"\r\n\r\n")

composite = sha(sha(b"one") + sha(KEY_FILE))
key = sha(seed + sha(aes("ecb", transform, composite, "-nopad")))
body = aes("cbc", key, start + block(0, XML) + block(1, b""), "-iv", iv.hex())
(HERE / "keepass.key").write_bytes(KEY_FILE)
(HERE / "keepass.kdbx").write_bytes(header + body)
