#include "http/stream.hpp"

#include <algorithm>
#include <map>

namespace musubi::http {

struct EventHub::Lane::Impl {
  std::multimap<std::string, Listener*, std::less<>> by_key;
  std::atomic<std::size_t>& count;
};

EventHub::EventHub() = default;
EventHub::~EventHub() = default;

std::string event_text(const Event& event) {
  std::string out = "id: " + std::to_string(event.position);
  if (!event.name.empty()) out += "\nevent: " + event.name;
  out += "\ndata: ";
  for (const char c : event.data) {  // a line feed starts another data line
    if (c == '\n')
      out += "\ndata: ";
    else if (c != '\r')
      out += c;
  }
  return out + "\n\n";
}

EventHub::Lane::Lane(Post post, std::atomic<std::size_t>& count)
    : post_(std::move(post)), impl_(new Impl{.by_key = {}, .count = count}) {}
EventHub::Lane::~Lane() = default;

bool EventHub::Lane::add(const std::string& key, Listener& listener, std::size_t most) {
  if (impl_->by_key.count(key) >= most) return false;
  impl_->by_key.emplace(key, &listener);
  impl_->count.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void EventHub::Lane::remove(const std::string& key, Listener& listener) {
  const auto [first, last] = impl_->by_key.equal_range(key);
  const auto found = std::find_if(first, last, [&](const auto& item) { return item.second == &listener; });
  if (found == last) return;
  impl_->by_key.erase(found);
  impl_->count.fetch_sub(1, std::memory_order_relaxed);
}

void EventHub::Lane::close_all() {
  std::vector<Listener*> all;  // closing may change the map
  for (const auto& [key, listener] : impl_->by_key) all.push_back(listener);
  for (auto* listener : all) listener->close();
}

std::shared_ptr<EventHub::Lane> EventHub::attach(Post post) {
  auto lane = std::make_shared<Lane>(std::move(post), count_);
  const std::lock_guard lock(mutex_);
  lanes_.push_back(lane);
  return lane;
}

void EventHub::detach(const std::shared_ptr<Lane>& lane) {
  const std::lock_guard lock(mutex_);
  std::erase(lanes_, lane);
}

void EventHub::spread(const std::function<void(Lane&)>& work) {
  const std::lock_guard lock(mutex_);  // held while posting: a lane keeps the order of publishing
  for (const auto& lane : lanes_) lane->post_([lane, work] { work(*lane); });
}

void EventHub::publish(const Event& event, std::span<const std::string> keys) {
  const auto text = std::make_shared<const std::string>(event_text(event));
  spread([text, position = event.position, wanted = std::vector(keys.begin(), keys.end())](Lane& lane) {
    lane.position_ = std::max(lane.position_, position);
    for (const auto& key : wanted) {
      const auto [first, last] = lane.impl_->by_key.equal_range(key);
      for (auto at = first; at != last; ++at) at->second->offer(position, text);
    }
  });
}

void EventHub::publish_all(const Event& event) {
  const auto text = std::make_shared<const std::string>(event_text(event));
  spread([text, position = event.position](Lane& lane) {
    lane.position_ = std::max(lane.position_, position);
    for (const auto& [key, listener] : lane.impl_->by_key) listener->offer(position, text);
  });
}

void EventHub::recheck(std::string_view key) {
  spread([wanted = std::string(key)](Lane& lane) {
    const auto [first, last] = lane.impl_->by_key.equal_range(wanted);
    for (auto at = first; at != last; ++at) at->second->recheck();
  });
}

}  // namespace musubi::http
