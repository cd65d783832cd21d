#include "subjects/speakers/sounds.h"

#include "tests/subjects/written_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

namespace fs = std::filesystem;

namespace {

class Sound : public testing::Test {
protected:
  Sound() : folder(testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder);
  }
  ~Sound() override { fs::remove_all(folder); }

  fs::path folder;
};

TEST_F(Sound, files_are_cut_to_speech_and_belong_to_the_speaker_in_their_folders_name) {
  misfire::write_sounds(folder);
  const Sounds sounds = read_sounds(folder, 2000);
  EXPECT_THAT(sounds.speakers, ElementsAre("Ada", "Blaise"));
  ASSERT_EQ(sounds.clips.size(), 120u);
  EXPECT_EQ(sounds.clips[0].prompt, sounds.clips[1].prompt);
  EXPECT_EQ(sounds.clips[1].speaker, 1);
  EXPECT_EQ(sounds.clips[0].samples.size(), 2000u);
  EXPECT_GT(std::abs(sounds.clips[0].samples[0]), 0.02F);
}

TEST_F(Sound, files_with_less_speech_than_is_wanted_are_left_out) {
  misfire::write_sounds(folder);
  EXPECT_THAT([&] { read_sounds(folder, 2701); }, ThrowsMessage<std::runtime_error>(HasSubstr("no speech")));
}

TEST_F(Sound, what_is_no_recording_of_the_known_form_is_named) {
  fs::create_directories(folder / "en_GB_f_Ada");
  std::ofstream(folder / "en_GB_f_Ada/x.wav") << "RIFF    WAVEfmt \x7f\xff\xff\xff";
  EXPECT_THAT([&] { read_sounds(folder, 1); },
              ThrowsMessage<std::runtime_error>(HasSubstr("x.wav is no WAV")));
  EXPECT_THAT([&] { read_sounds(folder / "none", 1); }, ThrowsMessage<std::runtime_error>(HasSubstr("none")));
}

} // namespace
