// Recorded speech of several speakers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct Clip {
  std::string prompt;         // what is said: the file's name below its voice's folder
  int64_t speaker = 0;        // position in Sounds::speakers
  std::vector<float> samples; // between -1 and 1, 8000 a second
};

struct Sounds {
  std::vector<std::string> speakers;
  std::vector<Clip> clips; // by prompt, and of one prompt by voice
};

// The first `length` samples of speech of every WAV file under `folder`, which has a folder for each voice,
// such as en_US_f_Allison: a speaker's name stands behind the last underscore. The silence before speech is
// cut off; it would tell who recorded it. Files with less speech are left out. Throws std::runtime_error if
// there is none, or for a file that is not of 8000 samples a second, 16 bits, one channel.
Sounds read_sounds(const std::string& folder, std::size_t length);
