"""What lib2fas reads of a file of 2FAS. It knows neither algorithms nor counters nor groups.

twofas.py FILE [PASSWORD-FILE]
"""

import json
import sys

import lib2fas

password = open(sys.argv[2], encoding="utf-8").read().rstrip("\n") if len(sys.argv) > 2 else None
seen = []
for _, services in lib2fas.load_services(sys.argv[1], passphrase=password).items():
    for service in services:
        otp = service.otp
        kind = otp.tokenType.lower()
        read = {"account": otp.account, "secret": service.secret, "kind": kind, "digits": otp.digits}
        # What has no issuer shows its account name in that place; the export says so.
        read |= {} if service.name == otp.account else {"issuer": service.name}
        seen.append(read | ({"period": otp.period} if kind == "totp" else {}))
print(json.dumps(seen))
