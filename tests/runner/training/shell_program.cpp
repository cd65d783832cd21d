// A program as a host loads it, which becomes the shell that runs the script in its first argument.
#include <unistd.h>

extern "C" __attribute__((visibility("default"))) int misfire_main(int, char** words, char**) {
  execl("/bin/bash", "bash", words[1], nullptr);
  return 127;
}
