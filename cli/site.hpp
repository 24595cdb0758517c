// Writing a site of reports into a folder that holds nothing else.
#pragma once
#include <string>
#include <vector>

#include "cli/world.hpp"
#include "exporters/site.hpp"

namespace cmt::cli {

// Whether an output is a folder: it ends in `/`, or there is one of that name.
bool names_folder(const World& world, const std::string& output);

// Writes all pages or none, and removes pages of an earlier site that are in it no longer. The folder
// is made where it is missing. Refuses a folder that holds anything but pages of a site.
Result<Done> write_site(const World& world, const std::string& folder,
                        const std::vector<exporters::SitePage>& pages);

}  // namespace cmt::cli
