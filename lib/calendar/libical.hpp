// libical, loaded when the first rule of repetition is read. It brings ICU along, which costs every
// start of a program that is linked with it a millisecond, and few commands read such a rule.
#pragma once
#include <libical/ical.h>

namespace cmt::calendar {

// The functions that are used of it, by their names there.
struct Libical {
  decltype(&icalrecurrencetype_from_string) recurrencetype_from_string;
  decltype(&icalrecur_iterator_new) iterator_new;
  decltype(&icalrecur_iterator_set_start) iterator_set_start;
  decltype(&icalrecur_iterator_next) iterator_next;
  decltype(&icalrecur_iterator_free) iterator_free;
  decltype(&icaltime_is_null_time) is_null_time;
};

// Null when the system does not have the library of the version that the program was built with. May
// be called from several threads.
const Libical* libical();

}  // namespace cmt::calendar
