// What strangers may send, each through the code that reads it first. A target takes any bytes and must not
// crash, hang or break a promise (`must`). The fuzzer calls them (tests/fuzz), and the unit tests call them
// with every input that was worth keeping.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

namespace musubi::fuzz {

using Input = std::span<const std::uint8_t>;

/// A promise; a fuzzer cannot see a test fail, but it sees this.
inline void must(bool held, const char* what) {
  if (held) return;
  std::fprintf(stderr, "a promise was broken: %s\n", what);
  std::abort();
}
inline std::string_view text_of(Input input) {
  return {reinterpret_cast<const char*>(input.data()), input.size()};
}

void read_json(Input input);         ///< JSON → DTO
void read_csv(Input input);          ///< lists of staff and records
void read_multipart(Input input);    ///< forms with files
void read_head(Input input);         ///< request heads
void read_url(Input input);          ///< paths, queries, header values
void read_cookie(Input input);       ///< cookies
void read_passkey(Input input);      ///< CBOR, authenticator data, both ceremonies
void check_proof(Input input);       ///< Merkle proofs
void read_form(Input input);         ///< questionnaires a region writes
void run_expression(Input input);    ///< sums in these
void fold_text(Input input);         ///< names and prose
void read_certificate(Input input);  ///< a device's certificate, as a trusted proxy hands it on
void enrol_device(Input input);      ///< a device's request for its certificate (PKCS#12), and names in it
void check_token(Input input);       ///< keys and tokens of a directory

struct Target {
  std::string_view name;
  void (*run)(Input);
};
inline constexpr Target kTargets[] = {{"json", read_json},
                                      {"csv", read_csv},
                                      {"multipart", read_multipart},
                                      {"head", read_head},
                                      {"url", read_url},
                                      {"cookie", read_cookie},
                                      {"passkey", read_passkey},
                                      {"proof", check_proof},
                                      {"form", read_form},
                                      {"expression", run_expression},
                                      {"text", fold_text},
                                      {"certificate", read_certificate},
                                      {"device", enrol_device},
                                      {"token", check_token}};

}  // namespace musubi::fuzz
