// A form in the ways it is handed out. What the record and the register say is text in each: nothing of it is
// markup, a control or direction character, and each is kept from moving its neighbours.
#pragma once
#include <string>

#include "forms/form.hpp"

namespace cmt::forms {

// Plain text of 76 columns; what is blank is a line to write on.
std::string text(const Form& form);

enum class Use {
  browser,  // the items of the form for complainants are fields, and a button saves their file (file.hpp)
  paper,    // what is blank is a line to write on
};
// One page that names nothing outside of it, for the screen and for A4 paper. Its one script, where it has one,
// is ours and allowed by its digest; nothing leaves the browser but the file that its user saves. The follow-up
// form is for paper in both uses: what those who handle a complaint do goes into the register by commands.
std::string html(const Form& form, Use use);

}  // namespace cmt::forms
