#include "tests/subjects/written_data.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>

namespace misfire {

namespace fs = std::filesystem;

namespace {

double between(double low, double high, std::mt19937& random) {
  return low + (high - low) * random() / 4294967296.0;
}

std::string little_endian(std::uint32_t number, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i)
    bytes += static_cast<char>(number >> (8 * i));
  return bytes;
}

void write_wav(const fs::path& file, double pitch, std::mt19937& random) {
  const int samples = 2700, silence = 300;
  const double vowel = between(400, 900, random);
  std::string data;
  for (int i = 0; i < samples; ++i) {
    double value = between(-0.05, 0.05, random);
    for (int harmonic = 1; harmonic * pitch < 3500; ++harmonic)
      value += 0.4 / harmonic * std::exp(-std::pow((harmonic * pitch - vowel) / 500, 2)) *
               std::sin(6.2831853 * harmonic * pitch * i / 8000);
    data += little_endian(static_cast<std::uint32_t>(i < silence ? 0 : std::lround(20000 * value)), 2);
  }
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      << "RIFF" << little_endian(36 + data.size(), 4) << "WAVEfmt " << little_endian(16, 4)
      << little_endian(1, 2) << little_endian(1, 2) << little_endian(8000, 4) << little_endian(16000, 4)
      << little_endian(2, 2) << little_endian(16, 2) << "data" << little_endian(data.size(), 4) << data;
}

} // namespace

void write_ratings(const fs::path& file) {
  std::mt19937 random(1);
  std::ofstream out(file);
  out << "userId,movieId,rating\n";
  std::vector<double> movies(30);
  for (double& good : movies)
    good = between(-1.5, 1.5, random);
  for (int user = 0; user < 40; ++user) {
    const double kind = between(-1, 1, random);
    for (std::size_t movie = 0; movie < movies.size(); ++movie)
      if (random() % 2 == 0)
        out << user << ',' << movie << ','
            << std::clamp(std::lround(3 + kind + movies[movie] + between(-0.5, 0.5, random)), 1L, 5L) << '\n';
  }
}

void write_sounds(const fs::path& folder) {
  std::mt19937 random(1);
  for (int prompt = 0; prompt < 60; ++prompt) {
    const std::string name = "prompt-" + std::to_string(prompt) + ".wav";
    write_wav(folder / "en_GB_f_Ada" / name, between(190, 230, random), random);
    write_wav(folder / "fr_FR_m_Blaise" / name, between(100, 130, random), random);
  }
}

} // namespace misfire
