#include "app/log_lines.hpp"

#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace musubi::app {
namespace {

TEST(LogLines, AreOneObjectEachWhateverIsSaid) {
  std::ostringstream out;
  spdlog::logger logger("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(out));
  logger.set_formatter(json_lines());
  logger.warn("two\nlines, a \"quote\" and a \\");
  EXPECT_THAT(
      out.str(),
      testing::MatchesRegex(
          R"(\{"time":"[-0-9T:.]+Z","level":"warning","message":"two\\nlines, a \\"quote\\" and a \\\\"\}
)"));
}

}  // namespace
}  // namespace musubi::app
