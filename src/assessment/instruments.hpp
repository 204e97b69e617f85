// Instruments (検査・評価): what each one's numbers mean. Coded data, compiled in from
// data/instruments/*.json, whose sources stand in each file. Never holds a question of an instrument, and
// never says what a child has: a cut-off is there only with the publication it comes from.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace musubi::assessment {

/// `standard`: mean and SD. `development`: a quotient, an age, or both. `age`: months. `level`: counted
/// from 1.
enum class ScaleKind { standard, development, age, percentile, level, raw, count, seconds };
BOOST_DESCRIBE_ENUM(ScaleKind, standard, development, age, percentile, level, raw, count, seconds)
enum class InstrumentGroup { development, intelligence, adaptive, screening, learning, motor, daily_living };
BOOST_DESCRIBE_ENUM(InstrumentGroup, development, intelligence, adaptive, screening, learning, motor,
                    daily_living)
/// Who answered or was looked at.
enum class Reporter { examiner, parent, teacher, child };
BOOST_DESCRIBE_ENUM(Reporter, examiner, parent, teacher, child)
enum class CutoffDirection { at_or_above, at_or_below };
BOOST_DESCRIBE_ENUM(CutoffDirection, at_or_above, at_or_below)

struct InstrumentLevel {
  std::string ja, en;
};
BOOST_DESCRIBE_STRUCT(InstrumentLevel, (), (ja, en))
struct InstrumentScale {
  std::string code;
  ScaleKind kind = ScaleKind::raw;
  std::string ja, en;                         ///< what the number is called
  std::optional<std::string> age_ja, age_en;  ///< of `development`: what the age is called
  std::optional<double> mean, sd;             ///< of `standard`
  double min = 0, max = 0;                    ///< what can be believed at all
  std::int64_t decimals = 0;
  std::optional<std::vector<InstrumentLevel>> levels;
};
BOOST_DESCRIBE_STRUCT(InstrumentScale, (),
                      (code, kind, ja, en, age_ja, age_en, mean, sd, min, max, decimals, levels))
struct InstrumentCutoff {
  double at = 0;
  CutoffDirection direction = CutoffDirection::at_or_above;
  std::string ja, en;  ///< in the words of its publication
  std::string source;
};
BOOST_DESCRIBE_STRUCT(InstrumentCutoff, (), (at, direction, ja, en, source))
struct InstrumentDomain {
  std::string code;
  std::optional<std::string> short_;  ///< `VCI`
  std::string ja, en;
  std::string scale;                                   ///< code of a scale
  std::optional<std::string> parent;                   ///< code of the domain it belongs to
  std::optional<std::int64_t> from_months, to_months;  ///< asked within these ages only
  std::optional<std::vector<InstrumentCutoff>> cutoffs;
};
BOOST_DESCRIBE_STRUCT(InstrumentDomain, (),
                      (code, short_, ja, en, scale, parent, from_months, to_months, cutoffs))
struct Instrument {
  std::string code;
  std::string family;  ///< editions whose numbers do not simply compare
  InstrumentGroup group = InstrumentGroup::development;
  std::string ja, en;
  std::vector<std::string> editions;  ///< the newest first
  std::string publisher;
  std::int64_t from_months = 0;
  std::optional<std::int64_t> to_months;  ///< the last month it is meant for
  std::vector<Reporter> reporters;
  std::vector<InfoClass> classes;        ///< the first is usual
  std::vector<std::string> professions;  ///< offered to these first
  std::vector<InstrumentScale> scales;
  std::vector<InstrumentDomain> domains;
  std::string note_ja, note_en;
  std::string licence_ja, licence_en;
  std::vector<std::string> sources;
};
BOOST_DESCRIBE_STRUCT(Instrument, (),
                      (code, family, group, ja, en, editions, publisher, from_months, to_months, reporters,
                       classes, professions, scales, domains, note_ja, note_en, licence_ja, licence_en,
                       sources))

const std::vector<Instrument>& instruments();
/// nullptr if there is no such code.
const Instrument* find_instrument(std::string_view code);
const InstrumentDomain* find_domain(const Instrument& instrument, std::string_view code);
/// Of a domain that `read_instrument` let pass: always there.
const InstrumentScale& scale_of(const Instrument& instrument, const InstrumentDomain& domain);
/// One file, read strictly: shape, codes that refer to each other, bounds, sources of cut-offs. The error's
/// field says where.
Result<Instrument> read_instrument(std::string_view text);

}  // namespace musubi::assessment
