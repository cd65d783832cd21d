"""Prints the fingerprint of the values that training_program.cpp observes, for fingerprint_test.cpp.

/usr/bin/python3 tests/runtime/fingerprint_reference.py
"""
import struct

observed = struct.pack("<f", 1.5) + struct.pack("<4d", 1, 2, 3, 4) + struct.pack("<q", 7)
tensors = struct.pack("<Q", 3)
fnv = 0xCBF29CE484222325
for byte in observed + tensors:
    fnv = (fnv ^ byte) * 0x100000001B3 % 2**64
print(f"{fnv:016x}")
