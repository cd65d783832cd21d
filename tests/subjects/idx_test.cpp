#include "subjects/idx/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

namespace {

// A folder of its own for every test.
class Idx : public testing::Test {
protected:
  Idx() : folder(testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  ~Idx() override { std::filesystem::remove_all(folder); }

  void write(const std::string& bytes) const { std::ofstream(folder + "/digits", std::ios::binary) << bytes; }

  void compress(const std::string& bytes) const {
    gzFile file = gzopen((folder + "/digits.gz").c_str(), "wb");
    ASSERT_EQ(gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())),
              static_cast<int>(bytes.size()));
    ASSERT_EQ(gzclose(file), Z_OK);
  }

  std::string folder;
};

// Three items of 2 x 1 bytes.
const std::string kArray("\0\0\x08\x03"
                         "\0\0\0\x03"
                         "\0\0\0\x02"
                         "\0\0\0\x01"
                         "\x01\x02\x03\x04\x05\xff",
                         22);

TEST_F(Idx, a_plain_file_is_read_in_its_shape) {
  write(kArray);
  const IdxArray array = read_idx(folder, "digits");
  EXPECT_THAT(array.shape, ElementsAre(3, 2, 1));
  EXPECT_THAT(array.bytes, ElementsAre(1, 2, 3, 4, 5, 255));
}

TEST_F(Idx, a_compressed_file_is_read_like_a_plain_one) {
  compress(kArray);
  const IdxArray array = read_idx(folder, "digits");
  EXPECT_THAT(array.shape, ElementsAre(3, 2, 1));
  EXPECT_THAT(array.bytes, ElementsAre(1, 2, 3, 4, 5, 255));
}

TEST_F(Idx, a_limit_keeps_the_first_items) {
  write(kArray);
  EXPECT_THAT(read_idx(folder, "digits", 2).shape, ElementsAre(2, 2, 1));
  EXPECT_THAT(read_idx(folder, "digits", 2).bytes, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read_idx(folder, "digits", 9).shape, ElementsAre(3, 2, 1));
}

TEST_F(Idx, extents_are_big_endian_and_may_pass_a_byte) {
  write(std::string("\0\0\x08\x01\0\0\x01\x02", 8) + std::string(258, 'x'));
  EXPECT_THAT(read_idx(folder, "digits").shape, ElementsAre(258));
}

TEST_F(Idx, a_missing_file_is_named_in_both_forms) {
  EXPECT_THAT([&] { read_idx(folder, "digits"); },
              ThrowsMessage<std::runtime_error>(HasSubstr(folder + "/digits or " + folder + "/digits.gz")));
}

TEST_F(Idx, a_file_that_is_cut_short_is_refused) {
  write(kArray.substr(0, 21));
  EXPECT_THAT([&] { read_idx(folder, "digits"); }, ThrowsMessage<std::runtime_error>(HasSubstr("cut short")));
}

TEST_F(Idx, a_file_of_another_kind_is_refused) {
  write("%PDF-1.4");
  EXPECT_THAT([&] { read_idx(folder, "digits"); },
              ThrowsMessage<std::runtime_error>(HasSubstr("not an IDX")));
}

TEST(FashionMnist, is_read_as_published) {
  const std::string folder = "/usr/share/datasets/fashion-mnist"; // dataset-fashion-mnist of Debian
  EXPECT_THAT(read_idx(folder, "t10k-labels-idx1-ubyte").shape, ElementsAre(10000));
  // zcat t10k-labels-idx1-ubyte.gz | od -An -tu1 -j8 -N5
  EXPECT_THAT(read_idx(folder, "t10k-labels-idx1-ubyte", 5).bytes, ElementsAre(9, 2, 1, 1, 6));
  EXPECT_THAT(read_idx(folder, "train-images-idx3-ubyte", 3).shape, ElementsAre(3, 28, 28));
}

} // namespace
