#include "base/settings.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace musubi {
namespace {

Result<Settings> parse(std::string_view toml, std::map<std::string, std::string> environment = {}) {
  return parse_settings(toml, "musubi.toml",
                        [environment](const std::string& name) -> std::optional<std::string> {
                          const auto at = environment.find(name);
                          return at == environment.end() ? std::nullopt : std::optional(at->second);
                        });
}

TEST(SettingsFile, MayBeEmpty) {
  const auto s = parse("");
  ASSERT_TRUE(s);
  EXPECT_EQ(s->listen_port, 8080);
  EXPECT_EQ(s->database(), "sqlite:musubi-data/musubi.db");
  EXPECT_EQ(s->key_file(), "musubi-data/keys/master.key");
}

TEST(SettingsFile, IsRead) {
  const auto s = parse(R"(
[listen]
address = "0.0.0.0"
port = 443
io_threads = 2
public_origin = "https://renraku.example.jp"
trusted_proxies = ["10.0.0.1", "::1"]
[tls]
certificate = "/etc/musubi/cert.pem"
key = "/etc/musubi/key.pem"
[database]
url = "postgres:host=/run/postgresql dbname=musubi"
sqlite_readers = 8
pg_connections = 16
[storage]
data = "/var/lib/musubi"
web = "/usr/share/musubi/web"
master_key_file = "/etc/musubi/master.key"
[log]
level = "warning"
)");
  ASSERT_TRUE(s) << s.error().detail;
  EXPECT_EQ(s->listen_address, "0.0.0.0");
  EXPECT_EQ(s->listen_port, 443);
  EXPECT_EQ(s->io_threads, 2);
  EXPECT_EQ(s->public_origin, "https://renraku.example.jp");
  EXPECT_EQ(s->trusted_proxies, (std::vector<std::string>{"10.0.0.1", "::1"}));
  EXPECT_EQ(s->tls_key, "/etc/musubi/key.pem");
  EXPECT_EQ(s->database(), "postgres:host=/run/postgresql dbname=musubi");
  EXPECT_EQ(s->sqlite_readers, 8);
  EXPECT_EQ(s->pg_connections, 16);
  EXPECT_EQ(s->web_directory, "/usr/share/musubi/web");
  EXPECT_EQ(s->key_file(), "/etc/musubi/master.key");
  EXPECT_EQ(s->log_level, "warning");
}

TEST(SettingsFile, GivesWayToTheEnvironmentAndThatToTheCommandLine) {
  auto s = parse("[listen]\nport = 1000",
                 {{"MUSUBI_LISTEN_PORT", "2000"}, {"MUSUBI_LISTEN_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"}});
  ASSERT_TRUE(s);
  EXPECT_EQ(s->listen_port, 2000);
  EXPECT_EQ(s->trusted_proxies.size(), 2U);
  EXPECT_TRUE(set_setting(*s, "listen.port", "3000", "--set"));
  EXPECT_EQ(s->listen_port, 3000);
}

TEST(SettingsFile, FindsTheMasterKeyWhereSystemdPutsIt) {
  const auto folder = std::filesystem::temp_directory_path() / "musubi-credentials-test";
  std::filesystem::create_directories(folder);
  const std::map<std::string, std::string> environment{{"CREDENTIALS_DIRECTORY", folder.string()}};
  EXPECT_EQ(parse("", environment)->key_file(), "musubi-data/keys/master.key") << "nothing is there";
  EXPECT_FALSE(parse("", environment)->key_is_credential());
  std::ofstream(folder / "musubi-master-key") << "x";
  EXPECT_EQ(parse("", environment)->key_file(), folder / "musubi-master-key");
  EXPECT_TRUE(parse("", environment)->key_is_credential());
  EXPECT_EQ(parse("[storage]\nmaster_key_file = \"/etc/k\"", environment)->key_file(), "/etc/k");
  std::filesystem::remove_all(folder);
}

TEST(Serving, IsPlainOnThisMachineOrBehindANamedProxyOnly) {
  const auto may = [](std::string_view toml) { return check_serving(parse(toml).value()).has_value(); };
  EXPECT_TRUE(may(""));
  EXPECT_TRUE(may("[listen]\naddress = \"::1\""));
  EXPECT_FALSE(may("[listen]\naddress = \"0.0.0.0\""));
  EXPECT_FALSE(may("[listen]\naddress = \"192.0.2.1\"\ntrusted_proxies = [\"192.0.2.2\"]"));
  EXPECT_FALSE(may("[listen]\naddress = \"192.0.2.1\"\ntls_by_proxy = true")) << "which proxy?";
  EXPECT_TRUE(
      may("[listen]\naddress = \"192.0.2.1\"\ntls_by_proxy = true\ntrusted_proxies = [\"192.0.2.2\"]"));
  EXPECT_TRUE(may("[listen]\naddress = \"::\"\n[tls]\nself_made = true"));
}

void expect_refused(const Result<Settings>& s, std::string_view place, std::string_view key) {
  ASSERT_FALSE(s);
  EXPECT_NE(s.error().detail_en.find(place), std::string::npos) << s.error().detail_en;
  EXPECT_EQ(s.error().field, key) << s.error().detail_en;
}

TEST(SettingsFile, ErrorsNameLineAndKey) {
  expect_refused(parse("[listen]\nport = 8080\nhost = \"x\""), "musubi.toml:3:", "listen.host");
  expect_refused(parse("\n[lisen]\n"), "musubi.toml:2:", "lisen");
  expect_refused(parse("port = 1"), "musubi.toml:1:", "port");
  expect_refused(parse("[listen]\nport = \"8080\""), "musubi.toml:2:", "listen.port");
  expect_refused(parse("[listen]\nport = 70000"), "musubi.toml:2:", "listen.port");
  expect_refused(parse("[listen]\naddress = \"localhost\""), "musubi.toml:2:", "listen.address");
  expect_refused(parse("[listen]\npublic_origin = \"https://x/app\""),
                 "musubi.toml:2:", "listen.public_origin");
  expect_refused(parse("[listen]\ntrusted_proxies = [1]"), "musubi.toml:2:", "listen.trusted_proxies");
  expect_refused(parse("[database]\nurl = \"mysql:x\""), "musubi.toml:2:", "database.url");
  expect_refused(parse("[log]\nlevel = \"loud\""), "musubi.toml:2:", "log.level");
  expect_refused(parse("[tls]\nself_made = 1"), "musubi.toml:2:", "tls.self_made");
  expect_refused(parse("[tls]\ncertificate = \"a.pem\""), "musubi.toml", "tls.key");
  expect_refused(parse("", {{"MUSUBI_LISTEN_PORT", "many"}}), "MUSUBI_LISTEN_PORT", "listen.port");
  expect_refused(parse("", {{"MUSUBI_TLS_SELF_MADE", "yes"}}), "MUSUBI_TLS_SELF_MADE", "tls.self_made");
}

TEST(SettingsFile, ThatIsNoTomlNamesTheLine) {
  const auto s = parse("[listen]\nport = = 3");
  ASSERT_FALSE(s);
  EXPECT_EQ(s.error().code, Code::malformed);
  EXPECT_TRUE(s.error().detail.starts_with("musubi.toml:2:")) << s.error().detail;
}

TEST(SettingsFile, ThatIsNotThereIsAnError) {
  EXPECT_FALSE(load_settings("/nonexistent/musubi.toml", process_environment()));
  EXPECT_TRUE(load_settings(std::nullopt, [](const std::string&) { return std::nullopt; }));
}

}  // namespace
}  // namespace musubi
