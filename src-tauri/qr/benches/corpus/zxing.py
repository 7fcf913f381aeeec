# Grey pictures in: width, height and how often (three little-endian u32), then the pixels.
# Out: a line of JSON with the texts and the seconds of the quickest search.
#
# Before each search the pixels are unpacked, as ours come out of a picture file: what a decoder does
# to the processor's caches counts on both sides.
import json
import sys
import zlib
from struct import unpack
from time import thread_time

import numpy
import zxingcpp

while head := sys.stdin.buffer.read(12):
    width, height, times = unpack("<3I", head)
    pixels = sys.stdin.buffer.read(width * height)
    packed = zlib.compress(pixels, 1)
    seconds = float("inf")
    for _ in range(times):
        pixels = zlib.decompress(packed)
        picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
        start = thread_time()
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        seconds = min(seconds, thread_time() - start)
    texts = list(dict.fromkeys(code.text for code in found))
    print(json.dumps({"texts": texts, "seconds": seconds}), flush=True)
