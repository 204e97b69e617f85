#include "audit/leaf.hpp"

namespace musubi::audit {
namespace {

constexpr std::string_view kFirstLine = "musubi audit row 1\n";
constexpr std::uint32_t kNull = 0xFFFFFFFF;

class Writer {
 public:
  Writer() {
    out_.reserve(320);
    put(crypto::view(kFirstLine));
  }
  void add(const Uuid& id) { sized(id.bytes); }
  template <class Tag>
  void add(const Id<Tag>& id) {
    add(id.uuid);
  }
  void add(const std::string& text) { sized(crypto::view(text)); }
  void add(std::int64_t number) {
    length(8);
    for (int shift = 56; shift >= 0; shift -= 8)
      out_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
  }
  void add(Time at) { add(to_unix_us(at)); }
  void add(ClassSet classes) { add(classes.bits); }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value)
      add(*value);
    else
      length(kNull);
  }
  crypto::Bytes take() { return std::move(out_); }

 private:
  void put(crypto::BytesView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void length(std::uint32_t n) {
    for (int shift = 24; shift >= 0; shift -= 8) out_.push_back(static_cast<std::uint8_t>(n >> shift));
  }
  void sized(crypto::BytesView bytes) {
    length(static_cast<std::uint32_t>(bytes.size()));
    put(bytes);
  }
  crypto::Bytes out_;
};

}  // namespace

crypto::Bytes encode(const Row& row) {
  Writer out;
  boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
      [&](auto d) { out.add(row.*d.pointer); });
  return out.take();
}

Hash leaf_of(const Row& row) {
  return leaf_hash(encode(row));
}

}  // namespace musubi::audit
