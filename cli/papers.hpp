// What is handed to complainants as a file or on paper: letters and forms.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cli/world.hpp"
#include "core/result.hpp"
#include "process/complaint.hpp"
#include "records/party.hpp"
#include "records/settings.hpp"

namespace cmt::cli {

// A page as PDF, made by WeasyPrint. Fails (unreadable) where it is not installed, or makes none.
Result<std::string> pdf_of(const std::string& html);

// The first of these languages that is among `there`; a tag with a region, such as pt-BR, also stands for its
// language alone. English when none is.
std::string first_language(const std::vector<std::string>& tags, const std::vector<std::string>& there);
// The language that somebody is written to in: that of the party, else the one asked for at receipt, else that of
// the complaint, else the register's; the first of them that is there.
std::string language_for(const records::Party& party, const process::State& state, const records::Settings& settings,
                         const std::vector<std::string>& there);

// Fails, before anything is done, where a paper cannot go: a PDF to a terminal (usage), or into a file that is there.
Result<Done> check_place(const World& world, const std::string& format, const std::string& output);
// Writes the paper to the file, or to standard output where there is none; with --json `print_json` prints there
// instead.
Result<Done> hand_out(World& world, const std::string& output, const std::string& bytes, const std::function<void()>& print_json);

}  // namespace cmt::cli
