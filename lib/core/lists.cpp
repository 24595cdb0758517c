#include "core/lists.hpp"

#include <algorithm>

namespace cmt {

const ListValue* ValueList::find(std::string_view code) const {
  const auto at = index_.find(code);
  return at == index_.end() ? nullptr : &values_[at->second];
}

void ValueList::add(ListValue value) {
  if (ListValue* same = edit(value.code)) {
    *same = std::move(value);
    return;
  }
  index_.emplace(value.code, values_.size());
  values_.push_back(std::move(value));
}

ListValue* ValueList::edit(std::string_view code) {
  const auto at = index_.find(code);
  return at == index_.end() ? nullptr : &values_[at->second];
}

std::string ValueList::label(std::string_view code, std::string_view language) const {
  if (const ListValue* value = find(code)) {
    for (const std::string_view tag : {language, std::string_view{"en"}})
      if (const auto label = value->labels.find(tag); label != value->labels.end())
        return label->second;
  }
  return std::string{code};
}

std::vector<std::string> ValueList::codes() const {
  std::vector<std::string> out;
  for (const auto& value : values_)
    if (!value.retired) out.push_back(value.code);
  return out;
}

const ValueList& Lists::operator[](std::string_view name) const {
  static const ValueList none;
  const auto at = lists_.find(name);
  return at == lists_.end() ? none : at->second;
}

ValueList& Lists::edit(const std::string& name) {
  return lists_.try_emplace(name, ValueList{name}).first->second;
}

std::vector<std::string> Lists::names() const {
  std::vector<std::string> out;
  for (const auto& [name, list] : lists_) out.push_back(name);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace cmt
