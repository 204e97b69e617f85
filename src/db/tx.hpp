// A transaction as the features see it: SQL text that both engines speak, rows mapped by position, and the
// time and ids of this one attempt. Synchronous. Never used outside the function it was given to. SQL errors
// (a broken constraint that the statement did not foresee, a lost connection) are exceptions: a bug or a lost
// machine. What can rightly collide is written with `on conflict` and looked at.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"

namespace musubi::db {

enum class Engine { sqlite, postgres };
using Bytes = std::vector<std::uint8_t>;

/// One bound value. `Uuid` travels as 16 bytes, `Time` as BIGINT microseconds, `Date` as TEXT YYYY-MM-DD,
/// enums as their names, `ClassSet` as BIGINT bits.
using Param = std::variant<std::monostate, bool, std::int64_t, double, std::string_view,
                           std::span<const std::uint8_t>, Uuid>;

/// One result row; valid inside the callback only. A getter throws `std::logic_error` on another type: a bug.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual int size() const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual bool as_bool(int column) const = 0;  ///< BOOLEAN, or an integer 0/1
  [[nodiscard]] virtual std::int64_t as_int(int column) const = 0;
  [[nodiscard]] virtual double as_double(int column) const = 0;
  [[nodiscard]] virtual std::string_view as_text(int column) const = 0;
  [[nodiscard]] virtual std::span<const std::uint8_t> as_bytes(int column) const = 0;
  [[nodiscard]] virtual Uuid as_uuid(int column) const = 0;
};

// --- one C++ type ↔ one column
// ------------------------------------------------------------------------------

/// Text of an enum or a date must live while the statement runs; it is kept here.
struct Holder {
  std::string text;
  Param value;
};

template <class T>
struct Column;

template <class T>
requires(std::integral<T> && !std::same_as<T, bool>) struct Column<T> {
  static Param bind(T v, Holder&) { return static_cast<std::int64_t>(v); }
  static T get(const Row& r, int c) { return static_cast<T>(r.as_int(c)); }
};
template <>
struct Column<bool> {
  static Param bind(bool v, Holder&) { return v; }
  static bool get(const Row& r, int c) { return r.as_bool(c); }
};
template <>
struct Column<double> {
  static Param bind(double v, Holder&) { return v; }
  static double get(const Row& r, int c) { return r.as_double(c); }
};
template <>
struct Column<std::string> {
  static Param bind(const std::string& v, Holder&) { return std::string_view(v); }
  static std::string get(const Row& r, int c) { return std::string(r.as_text(c)); }
};
template <>
struct Column<std::string_view> {
  static Param bind(std::string_view v, Holder&) { return v; }
};
template <>
struct Column<const char*> {
  static Param bind(const char* v, Holder&) { return std::string_view(v); }
};
template <>
struct Column<Bytes> {
  static Param bind(const Bytes& v, Holder&) { return std::span<const std::uint8_t>(v); }
  static Bytes get(const Row& r, int c) {
    const auto bytes = r.as_bytes(c);
    return {bytes.begin(), bytes.end()};
  }
};
template <>
struct Column<Uuid> {
  static Param bind(const Uuid& v, Holder&) { return v; }
  static Uuid get(const Row& r, int c) { return r.as_uuid(c); }
};
template <class Tag>
struct Column<Id<Tag>> {
  static Param bind(const Id<Tag>& v, Holder&) { return v.uuid; }
  static Id<Tag> get(const Row& r, int c) { return {r.as_uuid(c)}; }
};
template <>
struct Column<Time> {
  static Param bind(Time v, Holder&) { return to_unix_us(v); }
  static Time get(const Row& r, int c) { return from_unix_us(r.as_int(c)); }
};
template <>
struct Column<Date> {
  static Param bind(const Date& v, Holder& h) {
    h.text = to_string(v);
    return std::string_view(h.text);
  }
  static Date get(const Row& r, int c) { return parse_date(r.as_text(c)).value(); }
};
template <>
struct Column<ClassSet> {
  static Param bind(ClassSet v, Holder&) { return v.bits; }
  static ClassSet get(const Row& r, int c) { return {r.as_int(c)}; }
};
template <std::size_t Max, text::Kind K, std::size_t Min>
struct Column<Bounded<Max, K, Min>> {
  static Param bind(const Bounded<Max, K, Min>& v, Holder&) { return std::string_view(v.value); }
  static Bounded<Max, K, Min> get(const Row& r, int c) { return {std::string(r.as_text(c))}; }
};
template <std::int64_t Low, std::int64_t High>
struct Column<Whole<Low, High>> {
  static Param bind(Whole<Low, High> v, Holder&) { return v.value; }
  static Whole<Low, High> get(const Row& r, int c) { return {r.as_int(c)}; }
};
template <class E>
requires std::is_enum_v<E>
struct Column<E> {
  static Param bind(E v, Holder&) { return json::enum_name(v); }
  static E get(const Row& r, int c) { return json::enum_value<E>(r.as_text(c)).value(); }
};
template <class T>
struct Column<std::optional<T>> {
  static Param bind(const std::optional<T>& v, Holder& h) { return v ? Column<T>::bind(*v, h) : Param{}; }
  static std::optional<T> get(const Row& r, int c) {
    return r.is_null(c) ? std::nullopt : std::optional<T>(Column<T>::get(r, c));
  }
};
template <>
struct Column<std::nullopt_t> {
  static Param bind(std::nullopt_t, Holder&) { return {}; }
};

/// A row becomes a described struct (its members in order), a tuple, or the single value of its only column.
template <class R>
R map_row(const Row& row) {
  if constexpr (json::Described<R>) {
    R out{};
    int column = 0;
    boost::mp11::mp_for_each<boost::describe::describe_members<R, boost::describe::mod_public>>([&](auto d) {
      using M = std::remove_cvref_t<decltype(out.*d.pointer)>;
      out.*d.pointer = Column<M>::get(row, column++);
    });
    return out;
  } else if constexpr (requires { std::tuple_size<R>::value; }) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return R{Column<std::tuple_element_t<I, R>>::get(row, static_cast<int>(I))...};
    }
    (std::make_index_sequence<std::tuple_size_v<R>>{});
  } else {
    return Column<R>::get(row, 0);
  }
}

// --- the transaction
// ----------------------------------------------------------------------------------------

class Tx {
 public:
  using Sink = std::function<void(const Row&)>;

  Tx(Engine engine, Time now, Random& random) : engine_(engine), now_(now), random_(random) {}
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;
  virtual ~Tx() = default;

  [[nodiscard]] Engine engine() const { return engine_; }
  /// The instant of this attempt; the same for all its statements.
  [[nodiscard]] Time now() const { return now_; }
  [[nodiscard]] Date today() const { return japan_date(now_); }
  template <class AnyId>
  AnyId new_id() {
    std::array<std::uint8_t, 10> bytes{};
    random_.fill(bytes);
    return AnyId{make_uuid_v7(to_unix_us(now_) / 1000, bytes)};
  }
  Random& random() { return random_; }

  /// Runs a statement; returns the number of rows it changed.
  template <class... A>
  std::int64_t run(std::string_view sql, const A&... args) {
    return bound([&](std::span<const Param> params) { return execute(sql, params, nullptr); }, args...);
  }
  /// Runs a statement whose count nobody asks for, without waiting for it where that saves a journey
  /// (PostgreSQL): what follows sees its effect, and its error shows there or at the commit.
  template <class... A>
  void send(std::string_view sql, const A&... args) {
    bound(
        [&](std::span<const Param> params) {
          dispatch(sql, params);
          return true;
        },
        args...);
  }
  template <class R, class... A>
  std::vector<R> all(std::string_view sql, const A&... args) {
    std::vector<R> rows;
    const Sink sink = [&](const Row& row) { rows.push_back(map_row<R>(row)); };
    bound([&](std::span<const Param> params) { return execute(sql, params, &sink); }, args...);
    return rows;
  }
  template <class R, class... A>
  std::optional<R> first(std::string_view sql, const A&... args) {
    std::optional<R> found;
    const Sink sink = [&](const Row& row) {
      if (!found) found = map_row<R>(row);
    };
    bound([&](std::span<const Param> params) { return execute(sql, params, &sink); }, args...);
    return found;
  }
  /// For statements that always answer: counts, `returning`.
  template <class R, class... A>
  R one(std::string_view sql, const A&... args) {
    return first<R>(sql, args...).value();
  }

  /// `work` runs as the last thing before the commit that keeps this attempt, after all statements of it and,
  /// on SQLite, of the others that share the commit; never if the attempt is taken back. Its error fails the
  /// whole commit.
  void at_commit(std::function<void(Tx&)> work) { last_works_.push_back(std::move(work)); }
  /// For the engines, once the attempt is to be kept: what `at_commit` was given, in order; or all of it run
  /// at once.
  std::vector<std::function<void(Tx&)>> take_last_works() { return std::exchange(last_works_, {}); }
  void run_last_works() {
    for (const auto& work : take_last_works()) work(*this);
  }

  /// Set by access/ when a guard has decided in this attempt; the router refuses to answer a guarded route
  /// without it.
  bool guarded = false;
  /// What access/ last granted for a person in this attempt. If the use case then finds the thing itself out
  /// of reach, the edge writes this down as refused: the granted look was taken back with everything else.
  std::optional<Refusal> admitted;
  /// Set by the engine in `Database::read`: nothing may be written here.
  bool read_only = false;
  /// Set when this attempt wrote to the change feed; tells the engine to wake the readers after the commit.
  bool changed = false;

 protected:
  /// `sql` lives as long as the program (a literal): the statement cache keeps it by address and length.
  virtual std::int64_t execute(std::string_view sql, std::span<const Param> params, const Sink* sink) = 0;
  virtual void dispatch(std::string_view sql, std::span<const Param> params) {
    execute(sql, params, nullptr);
  }

 private:
  template <class F, class... A>
  auto bound(F&& f, const A&... args) {
    std::array<Holder, sizeof...(A) + 1> holders;
    std::array<Param, sizeof...(A) + 1> params;
    std::size_t i = 0;
    ((params[i] = Column<std::decay_t<const A>>::bind(args, holders[i]), ++i), ...);
    return f(std::span<const Param>(params.data(), sizeof...(A)));
  }

  Engine engine_;
  Time now_;
  Random& random_;
  std::vector<std::function<void(Tx&)>> last_works_;
};

}  // namespace musubi::db

namespace musubi {
using db::Tx;
}
