#include "sounds.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <tuple>

namespace fs = std::filesystem;

namespace {

uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t count) {
  uint32_t number = 0;
  for (std::size_t i = count; i-- > 0;)
    number = number << 8 | static_cast<uint8_t>(bytes.at(at + i));
  return number;
}

// The samples of a RIFF file, whose chunks have a name, a length and, padded to even, that many bytes.
std::vector<float> read_wav(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  bool known = false;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::string name = bytes.substr(at, 4);
    const std::size_t length = std::min<std::size_t>(little_endian(bytes, at + 4, 4), bytes.size() - at - 8);
    const std::size_t begin = at + 8;
    if (name == "fmt " && length >= 16)
      known = little_endian(bytes, begin, 2) == 1 && little_endian(bytes, begin + 2, 2) == 1 &&
              little_endian(bytes, begin + 4, 4) == 8000 && little_endian(bytes, begin + 14, 2) == 16;
    if (name == "data" && known) {
      std::vector<float> samples;
      for (std::size_t i = begin; i + 2 <= begin + length; i += 2)
        samples.push_back(static_cast<int16_t>(little_endian(bytes, i, 2)) / 32768.0F);
      return samples;
    }
    at = begin + length + length % 2;
  }
  throw std::runtime_error(path.string() + " is no WAV file of 8000 samples a second, 16 bits, one channel");
}

} // namespace

Sounds read_sounds(const std::string& folder, std::size_t length) {
  const auto is_speech = [](float sample) { return std::abs(sample) > 0.02F; };
  if (!fs::is_directory(folder)) throw std::runtime_error("cannot open the folder of sounds " + folder);
  std::vector<std::tuple<std::string, std::string, fs::path>> files; // prompt, voice
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".wav") continue;
    const fs::path below = entry.path().lexically_relative(folder);
    files.emplace_back(below.lexically_relative(*below.begin()).string(), below.begin()->string(),
                       entry.path());
  }
  std::sort(files.begin(), files.end());

  Sounds sounds;
  for (const auto& [prompt, voice, path] : files) {
    const auto samples = read_wav(path);
    const auto begin = std::find_if(samples.begin(), samples.end(), is_speech);
    if (samples.end() - begin < static_cast<std::ptrdiff_t>(length)) continue;
    const std::string speaker = voice.substr(voice.rfind('_') + 1);
    auto found = std::find(sounds.speakers.begin(), sounds.speakers.end(), speaker);
    if (found == sounds.speakers.end()) found = sounds.speakers.insert(found, speaker);
    sounds.clips.push_back(
        {prompt, found - sounds.speakers.begin(), {begin, begin + static_cast<std::ptrdiff_t>(length)}});
  }
  if (sounds.clips.empty()) throw std::runtime_error("there is no speech under " + folder);
  return sounds;
}
