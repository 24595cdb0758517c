#include "calendar/libical.hpp"

#include <dlfcn.h>

#include <optional>

namespace cmt::calendar {
namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<Libical> load() {
  void* const library = ::dlopen(CMT_LIBICAL, RTLD_NOW | RTLD_LOCAL);
  if (!library) return std::nullopt;
  Libical out{};
  decltype(&icalerror_set_errors_are_fatal) set_errors_are_fatal = nullptr;
  const bool is_whole =
      find(library, "icalrecurrencetype_from_string", out.recurrencetype_from_string) &&
      find(library, "icalrecur_iterator_new", out.iterator_new) &&
      find(library, "icalrecur_iterator_set_start", out.iterator_set_start) &&
      find(library, "icalrecur_iterator_next", out.iterator_next) &&
      find(library, "icalrecur_iterator_free", out.iterator_free) &&
      find(library, "icaltime_is_null_time", out.is_null_time) &&
      find(library, "icalerror_set_errors_are_fatal", set_errors_are_fatal);
  if (!is_whole) return std::nullopt;
  // It would else end the program on some bad values, where it was built so.
  set_errors_are_fatal(0);
  return out;
}

}  // namespace

const Libical* libical() {
  static const std::optional<Libical> loaded = load();
  return loaded ? &*loaded : nullptr;
}

}  // namespace cmt::calendar
