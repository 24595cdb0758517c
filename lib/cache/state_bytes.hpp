// A State as bytes and back, for the snapshot. The description of the complaint is apart from the
// rest, since figures and lists do without it.
#pragma once
#include <string>
#include <string_view>

#include "process/complaint.hpp"

namespace cmt::cache {

// Appends all of the state but its id and its description.
void write_state(std::string& out, const process::State& state);

// Sets all of `state` but its id and its description. False when the bytes are not those of a state;
// then it holds nothing of use.
bool read_state(std::string_view bytes, process::State& state);

}  // namespace cmt::cache
