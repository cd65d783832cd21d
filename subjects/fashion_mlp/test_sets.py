#!/usr/bin/env python3
"""Makes test sets for fashion_mlp out of Fashion-MNIST's test images, each a folder for --test-data.

    test_sets.py easy INPUTS FOLDER COUNT     the first images that the program got right in all its runs
    test_sets.py subset INPUTS FOLDER         the images that `misfire inputs --subset` lists
    test_sets.py shifted FOLDER COUNT         the first images, with noise added

INPUTS is what `misfire inputs --format json` wrote. Each command prints how many images there are, for --test-images.
"""
import gzip
import json
import os
import random
import struct
import sys

DATA = os.environ.get("FASHION_MNIST", "/usr/share/datasets/fashion-mnist")
IMAGES, LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
SIZE = 28 * 28


def read(name, head):
    with gzip.open(f"{DATA}/{name}.gz") as file:
        return file.read()[head:]


def write(folder, images, labels):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/{IMAGES}", "wb") as file:
        file.write(struct.pack(">IIII", 0x803, len(images), 28, 28) + b"".join(images))
    with open(f"{folder}/{LABELS}", "wb") as file:
        file.write(struct.pack(">II", 0x801, len(labels)) + bytes(labels))
    print(len(images))


def easy(said, count):
    right = [i for i in range(len(said["inputs"])) if all(run and run[i] == "1" for run in said["right"])]
    return sorted(said["positions"][i] for i in right)[:count]


def subset(said):
    if said["subset"] is None:
        sys.exit("test_sets.py: there is no subset that keeps every kill")
    return sorted(said["positions"][i] for i in said["order"][:said["subset"]])


def with_noise(image, draw):
    return bytes(max(0, min(255, round(value + draw.gauss(0, 40)))) for value in image)


def main(form, *words):
    pixels, labels = read(IMAGES, 16), read(LABELS, 8)
    image = lambda i: pixels[SIZE * i:SIZE * (i + 1)]
    if form == "shifted":
        folder, count = words[0], int(words[1])
        draw = random.Random(1)
        write(folder, [with_noise(image(i), draw) for i in range(count)], labels[:count])
        return
    with open(words[0]) as file:
        said = json.load(file)
    places = easy(said, int(words[2])) if form == "easy" else subset(said)
    write(words[1], [image(i) for i in places], [labels[i] for i in places])


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("easy", "subset", "shifted"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
