#!/bin/sh
# Makes sure that pictures of job offers can be read; without tesseract the program asks people to type the words.
set -eu

has_indonesian() {
    command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx ind
}

if has_indonesian; then
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        tesseract-ocr tesseract-ocr-ind >/dev/null || true
fi
if ! has_indonesian; then
    echo "pimpasa: pictures of job offers cannot be read. As root: apt-get install tesseract-ocr tesseract-ocr-ind" >&2
fi
