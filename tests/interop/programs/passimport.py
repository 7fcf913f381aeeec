"""What pass-import reads of a file. It makes URIs of it, and keeps names in a way of its own:
NAMES says which column holds which of ours; `uri` is the issuer of the URI.

passimport.py FORMAT FIELD=COLUMN[,FIELD=COLUMN] FILE
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse

form, names, file = sys.argv[1:]
pairs = [pair.split("=") for pair in names.split(",") if pair]
with tempfile.TemporaryDirectory() as folder:
    sheet = os.path.join(folder, "out.csv")
    pimport = os.path.join(os.path.dirname(sys.executable), "pimport")
    # From a name that it goes by.
    copy = os.path.join(folder, "in.json")
    with open(file, "rb") as source, open(copy, "wb") as target:
        target.write(source.read())
    subprocess.run([pimport, "csv", form, copy, "-o", sheet, "--all"], check=True, capture_output=True)
    with open(sheet, encoding="utf-8", newline="") as rows:
        rows = list(csv.DictReader(rows))


def read(row):
    uri = row["otpauth"]
    names = {field: row[column] for field, column in pairs if column != "uri"}
    # What is no otpauth URI is a secret to it.
    _, is_steam, secret = uri.partition("secret=steam://")
    if is_steam:
        return {"kind": "steam", "secret": secret} | names
    # The issuers of its own URIs are not escaped: what stands around them is told from both ends.
    head, _, tail = uri.rpartition("&algorithm=")
    given = dict(urllib.parse.parse_qsl("algorithm=" + tail))
    issuer = head.partition("&issuer=")[2]
    issuer = issuer if "/totp-secret?" in uri else urllib.parse.unquote(issuer)
    if row.get("tags"):
        names["tags"] = row["tags"].split(", ")
    names |= {field: issuer for field, column in pairs if column == "uri"}
    kind = row.get("type") or urllib.parse.urlparse(uri).netloc
    if form == "freeotp+" and issuer == "Steam":
        kind = "steam"  # FreeOTP+ tells them so as well.
    seen = {"kind": kind, "secret": uri.partition("secret=")[2].partition("&")[0]}
    seen |= {"algorithm": given["algorithm"], "digits": int(given["digits"])}
    if kind == "totp":
        seen["period"] = int(given["period"])
    if kind == "hotp":
        # FreeOTP+ keeps the one that was used last.
        seen["counter"] = int(given["counter"]) + (form == "freeotp+")
    return seen | names


print(json.dumps([read(row) for row in rows]))
