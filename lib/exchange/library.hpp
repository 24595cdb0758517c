// A library that is opened when it is needed, so that no start of the program pays for it.
#pragma once
#include <dlfcn.h>

namespace cmt::exchange {

class Library {
 public:
  // It stays open as long as the program runs.
  explicit Library(const char* name) : handle_(::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}
  // Sets `function` to the one of that name.
  template <class Function>
  bool find(const char* name, Function& function) const {
    function = handle_ ? reinterpret_cast<Function>(::dlsym(handle_, name)) : nullptr;
    return function != nullptr;
  }

 private:
  void* handle_;
};

}  // namespace cmt::exchange
