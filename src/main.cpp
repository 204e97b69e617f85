// The command line. Each command is one function of app/.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/commands.hpp"
#include "file/pdf.hpp"

namespace {

using musubi::app::Place;

/// Options that say where the data is; the same for every command that needs it.
void add_place(CLI::App& command, Place& place) {
  command.add_option("--config", place.config, "settings file (TOML)");
  command.add_option_function<std::string>(
      "--database", [&place](const std::string& v) { place.set.emplace_back("database.url", v); },
      "sqlite:PATH or postgres:CONNINFO");
  command.add_option_function<std::string>(
      "--data", [&place](const std::string& v) { place.set.emplace_back("storage.data", v); },
      "directory of the sealed files and the master key");
  command.add_option_function<std::vector<std::string>>(
      "--set",
      [&place](const std::vector<std::string>& pairs) {
        for (const auto& pair : pairs) {
          const auto at = pair.find('=');
          if (at == std::string::npos) throw CLI::ValidationError("--set", "KEY=VALUE");
          place.set.emplace_back(pair.substr(0, at), pair.substr(at + 1));
        }
      },
      "any setting, KEY=VALUE; may be repeated");
}

void add_setting(CLI::App& command, Place& place, const std::string& option, const std::string& key,
                 const std::string& help) {
  command.add_option_function<std::string>(
      option, [&place, key](const std::string& v) { place.set.emplace_back(key, v); }, help);
}

void add_user_commands(CLI::App& app, Place& place, musubi::app::UserOptions& user,
                       std::function<int()>& chosen) {
  auto* const command = app.add_subcommand("user", "accounts, from the server's own command line");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* help,
                       int (*run)(const Place&, const musubi::app::UserOptions&)) {
    auto* const sub = command->add_subcommand(name, help);
    add_place(*sub, place);
    sub->callback(
        [&chosen, &place, &user, run] { chosen = [&place, &user, run] { return run(place, user); }; });
    return sub;
  };
  add("list", "all accounts", musubi::app::list_users);
  auto* const operator_ = add("create-operator", "an operator of a region; prints the invitation link",
                              musubi::app::create_operator);
  operator_->add_option("--region", user.region, "the region's short name")->required();
  operator_->add_option("--region-name", user.region_name,
                        "creates the region under this name if there is none");
  operator_->add_option("--name", user.name, "the human's name")->required();
  operator_->add_option("--kana", user.kana, "its reading")->required();
  operator_->add_option("--login", user.login, "the name to sign in with")->required();
  for (auto* const sub :
       {add("reset-password", "forgotten password: prints a link, good once and for an hour",
            musubi::app::reset_password),
        add("reset-second-factor", "lost phone: set it up anew at the next sign-in",
            musubi::app::reset_second_factor),
        add("suspend", "the account can no longer sign in", musubi::app::suspend_user),
        add("reactivate", "the account may sign in again", musubi::app::reactivate_user)})
    sub->add_option("login", user.login)->required();
}

void add_audit_commands(CLI::App& app, Place& place, musubi::app::AuditOptions& audit,
                        std::function<int()>& chosen) {
  auto* const command =
      app.add_subcommand("audit", "the sealed audit log: check it, and keep its heads elsewhere");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* help,
                       int (*run)(const Place&, const musubi::app::AuditOptions&)) {
    auto* const sub = command->add_subcommand(name, help);
    add_place(*sub, place);
    sub->callback(
        [&chosen, &place, &audit, run] { chosen = [&place, &audit, run] { return run(place, audit); }; });
    return sub;
  };
  add("verify", "checks the whole log; names the first bad row; status 1 if anything is wrong",
      musubi::app::verify_audit)
      ->add_option("--heads", audit.heads, "heads that were kept elsewhere; may be repeated")
      ->check(CLI::ExistingFile);
  add("heads", "prints the signed heads, to be kept elsewhere", musubi::app::export_audit_heads);
  auto* const witness =
      add("witness", "looks at another installation's heads, signs and keeps them; prints what to give back",
          musubi::app::witness_audit);
  witness->add_option("--heads", audit.heads, "a file of `musubi audit heads`")
      ->required()
      ->check(CLI::ExistingFile);
  witness->add_option("--name", audit.name, "how the others call us")->required();
  add("keep-witness", "takes in what a witness gave back", musubi::app::keep_audit_witness)
      ->add_option("file", audit.witness)
      ->required()
      ->check(CLI::ExistingFile);
  add("new-key", "a new signing key for a region, endorsed by the present one", musubi::app::new_audit_key)
      ->add_option("--region", audit.region, "the region's short name")
      ->required();
}

struct Upkeep {
  std::string region;
  std::string new_key;
  bool master = false;
  bool remove = false;
};
void add_new_key(CLI::App& command, Upkeep& upkeep) {
  command.add_option("--new-key", upkeep.new_key,
                     "file of the new master key (default: the place of the present one and .next)");
}

void add_upkeep_commands(CLI::App& app, Place& place, Upkeep& upkeep, std::function<int()>& chosen) {
  auto* const keys = app.add_subcommand("keys", "the keys that seal secrets, photos and documents");
  keys->require_subcommand(1);
  auto* const status =
      keys->add_subcommand("status", "which keys there are, what lies under each, and who runs with which");
  add_place(*status, place);
  status->callback([&] { chosen = [&] { return musubi::app::show_keys(place); }; });
  auto* const rotate = keys->add_subcommand(
      "rotate", "a new key for a region's files, or another master key; servers may run meanwhile");
  add_place(*rotate, place);
  auto* const which = rotate->add_option_group("which");
  which->add_option("--region", upkeep.region,
                    "for what is uploaded in this region from now on: its short name");
  which->add_flag("--master", upkeep.master, "seals everything anew, for the prepared master key");
  which->require_option(1);
  add_new_key(*rotate, upkeep);
  rotate->callback([&] {
    chosen = [&] {
      return upkeep.master ? musubi::app::rotate_master_key(place, upkeep.new_key)
                           : musubi::app::rotate_key(place, upkeep.region);
    };
  });
  auto* const prepare = keys->add_subcommand("prepare", "makes a new master key beside the present one");
  add_place(*prepare, place);
  add_new_key(*prepare, upkeep);
  prepare->callback([&] { chosen = [&] { return musubi::app::prepare_master_key(place, upkeep.new_key); }; });
  auto* const retire =
      keys->add_subcommand("retire", "with the new master key in place: the old one opens nothing any more");
  add_place(*retire, place);
  retire->callback([&] { chosen = [&] { return musubi::app::retire_master_key(place); }; });

  auto* const files = app.add_subcommand("files", "the sealed photos and documents");
  files->require_subcommand(1);
  auto* const check = files->add_subcommand(
      "check", "reads all of them, and finds what no record names; status 1 if one cannot be read");
  add_place(*check, place);
  check->add_flag("--remove", upkeep.remove, "removes what no record names and is older than a day");
  check->callback([&] { chosen = [&] { return musubi::app::check_files(place, upkeep.remove); }; });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Musubi (結び): the open 電子連絡帳"};
  app.require_subcommand(1);
  Place place;
  musubi::app::DemoOptions demo;
  musubi::app::UserOptions user;
  musubi::app::AuditOptions audit;
  std::string accounts_file;
  std::string origin = "http://127.0.0.1:8080";
  std::string secret;
  std::function<int()> chosen;

  auto* const serve = app.add_subcommand("serve", "serves the API and the web app");
  add_place(*serve, place);
  add_setting(*serve, place, "--port", "listen.port", "TCP port");
  add_setting(*serve, place, "--address", "listen.address", "address to listen on");
  add_setting(*serve, place, "--web", "storage.web", "directory of the built web app");
  serve->callback([&] { chosen = [&] { return musubi::app::serve(place); }; });

  auto* const migrate = app.add_subcommand("migrate", "brings the database up to this program's schema");
  add_place(*migrate, place);
  migrate->callback([&] { chosen = [&] { return musubi::app::migrate(place); }; });

  auto* const fill =
      app.add_subcommand("demo", "fills an invented city; the same every time for the same seed");
  add_place(*fill, place);
  fill->add_option("--seed", demo.seed);
  fill->add_option("--people", demo.people)->check(CLI::Range(4, 100000));
  fill->add_option("--staff", demo.staff)->check(CLI::Range(24, 100000));
  fill->add_option("--facilities", demo.facilities)->check(CLI::Range(12, 10000));
  fill->add_option("--entries", demo.entries)->check(CLI::Range(0, 100000000));
  fill->add_option("--childhoods", demo.childhoods,
                   "on or off: twelve whole childhoods besides (docs/childhoods.md)");
  fill->add_option("--lifetime", demo.lifetime,
                   "on or off: a person with 18 years of records, to be measured");
  fill->add_option("--today", demo.today,
                   "the day everything is told back from, YYYY-MM-DD (default: today); the same seed "
                   "and day give the same rows");
  fill->add_option("--accounts", demo.accounts_file, "writes the invented accounts to this file (JSON)");
  fill->callback([&] { chosen = [&] { return musubi::app::demo(place, demo); }; });

  auto* const accounts = app.add_subcommand("accounts", "shows the invented accounts of a demo");
  accounts->add_option("--file", accounts_file)->required();
  accounts->add_option("--origin", origin);
  accounts->callback([&] { chosen = [&] { return musubi::app::show_accounts(accounts_file, origin); }; });

  auto* const code = app.add_subcommand("code", "the one-time code of a demo's secret");
  code->add_option("secret", secret)->required();
  code->callback([&] { chosen = [&] { return musubi::app::show_code(secret); }; });

  add_user_commands(app, place, user, chosen);
  add_audit_commands(app, place, audit, chosen);
  Upkeep upkeep;
  add_upkeep_commands(app, place, upkeep, chosen);
  app.add_subcommand("openapi", "prints the description of the API")->callback([&] {
    chosen = musubi::app::print_openapi;
  });
  app.add_subcommand("version", "prints the version")->callback([&] { chosen = musubi::app::print_version; });

  // Started by the server itself for each PDF (file/pdf.hpp); of no use to people, so help does not name it.
  std::string work;
  auto* const worker = app.add_subcommand("pdf-worker")->group("");
  worker->add_option("work", work)->required()->check(CLI::IsMember({"clean", "draw"}));
  worker->callback([&] {
    chosen = [&]() -> int {
      musubi::file::do_pdf_work(work == "draw" ? musubi::file::PdfWork::draw : musubi::file::PdfWork::clean);
    };
  });

  CLI11_PARSE(app, argc, argv);
  try {
    return chosen();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "musubi: %s\n", error.what());
    return 1;
  }
}
