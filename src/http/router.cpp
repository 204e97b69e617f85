#include "http/router.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace musubi::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

std::string_view method_word(Method method) {
  static constexpr std::string_view kWords[] = {"GET", "POST", "PUT", "DELETE"};
  return kWords[static_cast<std::size_t>(method)];
}

/// `12`, `-3`: what JSON takes as a number of the same text; everything else travels as text and is refused
/// by type.
bool is_json_number(std::string_view text) {
  const auto digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits.size() > 18 || (digits.size() > 1 && digits.front() == '0')) return false;
  return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string query_as_json(const Request& request,
                          const std::vector<std::pair<std::string_view, bool>>& members) {
  std::string out = "{";
  for (const auto& [name, value] : request.query) {
    if (out.size() > 1) out += ',';
    json::write_string(out, name);
    out += ':';
    const auto member =
        std::ranges::find(members, std::string_view(name), &std::pair<std::string_view, bool>::first);
    const bool bare = member != members.end() && !member->second;
    if (bare && (value == "true" || value == "false" || is_json_number(value)))
      out += value;
    else if (bare && value.empty())
      out += "null";  // `?before=` is the same as leaving it out
    else
      json::write_string(out, value);
  }
  return out + '}';
}

void Router::add_stream(std::string path) {
  Route route;
  route.spec = {.path = std::move(path),
                .name = "stream",
                .summary = "Live stream of changes: server-sent events, resumed by Last-Event-ID",
                .door = Door::own,
                .mode = Mode::read,
                .errors = {Code::throttled}};
  route.streams = true;
  insert(std::move(route));
}

void Router::insert(Route route) {
  const auto& spec = route.spec;
  const bool guarded = spec.door == Door::person || spec.door == Door::duty;
  if (!spec.path.starts_with('/') || spec.name.empty())
    throw std::logic_error("a route needs a path and a name");
  if (guarded && spec.mode == Mode::read)
    throw std::logic_error(spec.name +
                           ": a guarded route leaves an audit record, so it cannot be Mode::read");
  if (std::ranges::any_of(routes_, [&](const Route& other) { return other.spec.name == spec.name; }))
    throw std::logic_error(spec.name + ": two routes of one name");
  std::size_t at = 0;
  for (const auto segment : split(spec.path)) {
    const bool parameter = is_parameter(segment);
    std::size_t next = 0;
    if (parameter)
      next = nodes_[at].parameter;
    else if (const auto found = nodes_[at].literals.find(segment); found != nodes_[at].literals.end())
      next = found->second;
    if (next == 0) {
      next = nodes_.size();
      nodes_.emplace_back();
      if (parameter)
        nodes_[at].parameter = next;
      else
        nodes_[at].literals.emplace(segment, next);
    }
    at = next;
  }
  auto& slot = nodes_[at].routes[static_cast<std::size_t>(spec.method)];
  if (slot != kNone)
    throw std::logic_error(spec.name + ": the same method and path as " + routes_[slot].spec.name);
  slot = routes_.size();
  routes_.push_back(std::move(route));
}

const Router::Node* Router::find(std::size_t node, std::span<const std::string_view> segments) const {
  const auto& here = nodes_[node];
  if (segments.empty())
    return std::ranges::any_of(here.routes, [](std::size_t r) { return r != kNone; }) ? &here : nullptr;
  if (const auto literal = here.literals.find(segments.front()); literal != here.literals.end())
    if (const auto* found = find(literal->second, segments.subspan(1))) return found;
  return here.parameter == 0 || segments.front().empty() ? nullptr
                                                         : find(here.parameter, segments.subspan(1));
}

Router::Match Router::match(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  const auto segments = split(path);
  const auto* node = find(0, segments);
  if (node == nullptr) return match;
  match.path_known = true;
  const auto index = node->routes[static_cast<std::size_t>(method)];
  if (index == kNone) {
    for (const auto other : node->routes) {
      if (other == kNone) continue;
      const auto word = method_word(routes_[other].spec.method);
      match.allow += match.allow.empty() ? "" : ", ";
      match.allow += word == "GET" ? std::string_view("GET, HEAD") : word;
    }
    return match;
  }
  match.route = &routes_[index];
  const auto names = split(match.route->spec.path);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (is_parameter(names[i])) match.values.emplace(names[i].substr(1, names[i].size() - 2), segments[i]);
  return match;
}

}  // namespace musubi::http
