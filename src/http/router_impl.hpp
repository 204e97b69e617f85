// The templates of router.hpp: from typed use cases to type-erased routes.
#pragma once
#include "http/response.hpp"
#include "http/router.hpp"

namespace musubi::http {

template <class Query>
Result<Query> read_query(const Request& request) {
  std::vector<std::pair<std::string_view, bool>> members;  // name, is text
  boost::mp11::mp_for_each<boost::describe::describe_members<Query, boost::describe::mod_public>>(
      [&](auto d) {
        using M = std::remove_cvref_t<decltype(std::declval<Query>().*d.pointer)>;
        using V = typename decltype([] {
          if constexpr (json::is_optional_v<M>)
            return std::type_identity<typename M::value_type>{};
          else
            return std::type_identity<M>{};
        }())::type;
        constexpr bool kBare = std::is_arithmetic_v<V> || requires(V v) {
          std::int64_t{v};
        };
        members.emplace_back(json::wire_name(d.name), !kBare);
      });
  return json::read<Query>(query_as_json(request, members));
}

namespace detail {

template <class T>
struct Unwrapped {
  using type = T;
};
template <class T>
struct Unwrapped<Reply<T>> {
  using type = T;
};
template <class T>
struct Unwrapped<std::shared_ptr<const json::Kept<T>>> {
  using type = T;
};

/// The DTO an answer carries: `Result<Reply<X>>` and `Result<X>` → X; Status → void.
template <class R>
using OutOf = typename Unwrapped<typename R::value_type>::type;

template <class T>
Result<Answer> answer_of(Result<T> result, int status) {
  if (!result) return std::unexpected(std::move(result).error());
  Answer answer;
  answer.status = status;
  if constexpr (std::is_void_v<T>) {
    answer.status = status == 200 ? 204 : status;
  } else if constexpr (std::is_same_v<T, FileReply>) {
    answer.file = std::move(*result);
  } else if constexpr (requires { result->get()->packed(gzipped); }) {
    answer.kept_body = [kept = std::move(*result)](bool gzip) {
      return std::shared_ptr<const std::string>(kept, gzip ? &kept->packed(gzipped) : &kept->text());
    };
  } else if constexpr (json::Described<T> || requires { typename T::value_type; }) {
    auto body = std::make_shared<T>(std::move(*result));
    answer.write_body = [body] { return json::to_json(*body); };
  } else {  // Reply<X>
    if (result->status != 0) answer.status = result->status;
    answer.headers = std::move(result->headers);
    if constexpr (std::is_same_v<decltype(result->body), None>) {  // headers only: a cookie is cleared
      if (answer.status == 200) answer.status = 204;
      return answer;
    }
    auto body = std::make_shared<decltype(result->body)>(std::move(result->body));
    answer.write_body = [body] { return json::to_json(*body); };
  }
  return answer;
}

template <class Query, class Body>
Result<std::shared_ptr<std::pair<Query, Body>>> inputs(const Request& request, Intake intake) {
  auto in = std::make_shared<std::pair<Query, Body>>();
  TRY_ASSIGN(in->first, read_query<Query>(request));
  if constexpr (!std::is_same_v<Body, None>) {
    if (intake == Intake::json || intake == Intake::form) {
      TRY_ASSIGN(in->second, json::read<Body>(request.body));
    }
  } else if (intake == Intake::json && !request.body.empty() && request.body != "{}") {
    return fail(Code::unknown_field, "", "この操作に本文は使えません。", "This takes no body.");
  }
  return in;
}

inline const access::Actor& actor_of(const Request& request) {
  static const access::Actor kNobody;
  return request.actor ? *request.actor : kNobody;
}

template <class Query, class Body, class R>
void describe_types(Route& route) {
  if constexpr (!std::is_same_v<Query, None>)
    route.query_schema = [](json::Schemas& s) {
      json::Schemas own;  // query members are listed one by one, not as a component
      json::Codec<Query>::schema(own);
      for (auto& [name, text] : own.components)
        if (name != json::short_name(typeid(Query))) s.components.emplace(name, text);
      return own.components.at(json::short_name(typeid(Query)));
    };
  if constexpr (!std::is_same_v<Body, None>) route.body_schema = &json::Codec<Body>::schema;
  if constexpr (std::is_void_v<OutOf<R>> || std::is_same_v<OutOf<R>, None>) {
  } else if constexpr (std::is_same_v<typename R::value_type, FileReply>) {
    route.answers_file = true;
  } else {
    route.answer_schema = &json::Codec<OutOf<R>>::schema;
  }
}

}  // namespace detail

template <class Query, class Body, class Handler>
void Router::add(RouteSpec spec, Handler handler) {
  using R = std::invoke_result_t<Handler&, Tx&, const Call<Query, Body>&>;
  Route route;
  detail::describe_types<Query, Body, R>(route);
  route.prepare = [handler, status = spec.status,
                   intake = spec.intake](const Request& request) -> Result<Route::InTx> {
    TRY_ASSIGN(auto in, (detail::inputs<Query, Body>(request, intake)));
    return Route::InTx([handler, status, in](Tx& tx, const Request& now) -> Result<Answer> {
      const Call<Query, Body> call{now, detail::actor_of(now), in->first, in->second};
      return detail::answer_of(handler(tx, call), status);
    });
  };
  route.spec = std::move(spec);
  insert(std::move(route));
}

template <class Query, class Body, class Handler>
void Router::add_work(RouteSpec spec, Handler handler) {
  using R = std::invoke_result_t<Handler&, db::Database&, const Call<Query, Body>&>;
  Route route;
  detail::describe_types<Query, Body, R>(route);
  route.prepare_work = [handler, status = spec.status,
                        intake = spec.intake](const Request& request) -> Result<Route::AtWork> {
    TRY_ASSIGN(auto in, (detail::inputs<Query, Body>(request, intake)));
    return Route::AtWork([handler, status, in](db::Database& database, const Request& now) -> Result<Answer> {
      const Call<Query, Body> call{now, detail::actor_of(now), in->first, in->second};
      return detail::answer_of(handler(database, call), status);
    });
  };
  spec.mode = Mode::work;
  route.spec = std::move(spec);
  insert(std::move(route));
}

}  // namespace musubi::http
