"""Prints one JSON object: how many files of a folder carry a valid DKIM signature, and the names of those that do not.

The public key comes as an argument in place of the DNS: verify-dkim.py <base64 of the key> <folder>
"""

import json
import os
import sys

import dkim

record = b"v=DKIM1; k=rsa; p=" + sys.argv[1].encode()
folder = sys.argv[2]
valid, invalid = 0, []
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        # a mail file has lines as Unix writes them; over the wire, and so for the signature, they end in CRLF
        message = file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if dkim.verify(message, dnsfunc=lambda name, timeout=5: record):
        valid += 1
    else:
        invalid.append(name)
print(json.dumps({"valid": valid, "invalid": invalid}))
