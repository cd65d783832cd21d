#!/usr/bin/env bash
# Gets what the subjects recommender and speakers train on out of Debian's packages, into build/subject-data, and configures the
# subjects in build/demo/subjects. Installs nothing; the ratings need Rscript (r-base-core).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/build/subject-data
mkdir -p "$folder/packages"

unpack() { # PACKAGE...: what they would install, under packages/
  (cd "$folder/packages" && apt-get download -qq "$@" && for deb in *.deb; do dpkg -x "$deb" . && rm "$deb"; done)
}

if [ ! -d "$folder/sounds" ]; then
  unpack asterisk-core-sounds-{en,es,fr,it,ru}-wav
  mv "$folder/packages/usr/share/asterisk/sounds" "$folder/sounds"
  echo "Speech of $(find "$folder/sounds" -mindepth 1 -maxdepth 1 | wc -l) voices lies in build/subject-data/sounds"
fi

if [ ! -f "$folder/ratings.csv" ] && ! command -v Rscript >/dev/null; then
  echo "subject-data: the ratings are data of R; install r-base-core for its Rscript" >&2
elif [ ! -f "$folder/ratings.csv" ]; then
  unpack r-cran-dslabs
  Rscript - "$folder/packages/usr/lib/R/site-library/dslabs/data/Rdata" "$folder/ratings.csv" <<'R'
paths <- commandArgs(trailingOnly = TRUE)
found <- new.env()
invisible(lazyLoad(paths[1], envir = found))
ratings <- found$movielens[order(found$movielens$timestamp), c("userId", "movieId", "rating")]
write.csv(ratings, paths[2], row.names = FALSE, quote = FALSE)
R
  echo "$(($(wc -l <"$folder/ratings.csv") - 1)) ratings lie in build/subject-data/ratings.csv"
fi
rm -rf "$folder/packages"

cmake -G Ninja -S subjects -B build/demo/subjects -DCMAKE_BUILD_TYPE=Release >"$folder/configure.log" 2>&1 || {
  cat "$folder/configure.log"
  exit 1
}
