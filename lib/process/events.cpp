#include "process/events.hpp"

namespace cmt::process {

namespace {

using Make = AnyBody (*)(void* event);

// The event of each index: moved from one of its own type, or empty when there is none.
template <std::size_t... I>
AnyBody make_body(std::size_t index, void* event, std::index_sequence<I...>) {
  static constexpr Make makers[] = {[](void* from) {
    using T = std::variant_alternative_t<I, AnyBody>;
    return from ? AnyBody{std::in_place_index<I>, std::move(*static_cast<T*>(from))}
                : AnyBody{std::in_place_index<I>};
  }...};
  return makers[index](event);
}

}  // namespace

Body::Body() = default;
Body::Body(std::size_t index) : Body(index, nullptr) {}
Body::Body(std::size_t index, void* event)
    : AnyBody(make_body(index, event,
                        std::make_index_sequence<std::variant_size_v<AnyBody>>{})) {}
Body::Body(const Body&) = default;
Body::Body(Body&&) noexcept = default;
Body& Body::operator=(const Body&) = default;
Body& Body::operator=(Body&&) noexcept = default;
Body::~Body() = default;

}  // namespace cmt::process
