# The C++ that libtorch's headers take: MISFIRE_TORCH_STANDARD is the oldest, MISFIRE_PROGRAM_STANDARD that of the training
# programs that are read and trained here. Asked for once Torch is found.
set(MISFIRE_TORCH_STANDARD 14)
if(Torch_VERSION VERSION_GREATER_EQUAL 2.1)
  set(MISFIRE_TORCH_STANDARD 17)
endif()
# 2.6 takes C++17 and C++20, 2.14 nothing less than C++20.
if(Torch_VERSION VERSION_GREATER_EQUAL 2.7)
  set(MISFIRE_TORCH_STANDARD 20)
endif()
set(MISFIRE_PROGRAM_STANDARD 17)
if(MISFIRE_TORCH_STANDARD GREATER MISFIRE_PROGRAM_STANDARD)
  set(MISFIRE_PROGRAM_STANDARD ${MISFIRE_TORCH_STANDARD})
endif()
