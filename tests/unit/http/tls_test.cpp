// TLS with a certificate made on the first start.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/http_test.hpp"

namespace musubi::http {
namespace {

class Tls : public test::HttpTest {
 protected:
  Tls() {
    settings.tls = true;
    settings.self_signed = true;
    settings.certificate = dir.path() / "chain.pem";
    settings.private_key = dir.path() / "key.pem";
  }
  /// Asks /healthz over TLS of one version, trusting the made certificate for `localhost`; empty if that
  /// fails.
  std::string over_tls(int version) const {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context, version);
    SSL_CTX_set_max_proto_version(context, version);
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_load_verify_locations(context, settings.certificate.c_str(), nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(server->port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    SSL* tls = SSL_new(context);
    SSL_set_fd(tls, socket);
    SSL_set1_host(tls, "localhost");
    std::string out;
    if (SSL_connect(tls) == 1) {
      const auto request = test::get("/healthz", "Connection: close\r\n");
      SSL_write(tls, request.data(), static_cast<int>(request.size()));
      char piece[4096];
      for (int count = 0; (count = SSL_read(tls, piece, sizeof piece)) > 0;)
        out.append(piece, static_cast<std::size_t>(count));
    }
    SSL_free(tls);
    ::close(socket);
    SSL_CTX_free(context);
    return out;
  }
};

TEST_F(Tls, SpeaksVersions12And13OnlyWithTheCertificateItMade) {
  start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto answer = over_tls(version);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << version;
    EXPECT_TRUE(answer.contains("Strict-Transport-Security: max-age=31536000"));
  }
  EXPECT_EQ(over_tls(TLS1_1_VERSION), "");
  EXPECT_EQ(std::filesystem::status(settings.private_key).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Tls, LivesOnAfterCallersWithoutTls) {
  start();
  test::Caller plain(server->port());
  plain.send(test::get("/healthz"));
  EXPECT_TRUE(plain.is_closed_within(std::chrono::seconds(3)));
  EXPECT_TRUE(over_tls(TLS1_3_VERSION).starts_with("HTTP/1.1 200"));
}

TEST_F(Tls, SaysWhatIsMissing) {
  settings.self_signed = false;
  EXPECT_THROW(Server(settings, router, database, hooks), std::runtime_error);
}

}  // namespace
}  // namespace musubi::http
