// Forms (様式) of a region: which there are, their published versions, what is being drafted. The program
// ships some; a region changes them or makes its own, without a programmer. Never holds anything of a person.
// Rules: issue 3, "Plans"; the part of FHIR: docs/decisions/017.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json_object.hpp"
#include "form/questionnaire.hpp"

namespace musubi::form {

/// `shipped`: follows the program's text until the region publishes its own.
enum class FormOrigin { shipped, region };
BOOST_DESCRIBE_ENUM(FormOrigin, shipped, region)

// --- what comes in

struct NewForm {
  RequiredLine<60> key;
  RequiredLine<120> title;
  std::optional<Line<60>> copy_of;  ///< none: an empty form
};
BOOST_DESCRIBE_STRUCT(NewForm, (), (key, title, copy_of))
struct FormDraftEdit {
  json::Object questionnaire;
};
BOOST_DESCRIBE_STRUCT(FormDraftEdit, (), (questionnaire))
struct FormPublish {
  RequiredLine<500> note;
};
BOOST_DESCRIBE_STRUCT(FormPublish, (), (note))
struct FormRetire {
  bool retired = true;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(FormRetire, (), (retired, reason))

// --- what goes out

struct FormLine {
  std::string key, title, title_en;
  FormKind kind = FormKind::document;
  InfoClass info_class = InfoClass::basic;
  FormOrigin origin = FormOrigin::region;
  std::int64_t version = 0;  ///< 0: never published
  bool retired = false;
  std::int64_t draft_revision = 0;  ///< 0: no draft
  std::optional<Time> changed_at;
  std::string changed_by_name;  ///< empty: the program
  std::vector<FormStep> steps;
  std::int64_t review_months = 0;
};
BOOST_DESCRIBE_STRUCT(FormLine, (),
                      (key, title, title_en, kind, info_class, origin, version, retired, draft_revision,
                       changed_at, changed_by_name, steps, review_months))
struct FormVersionLine {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, note;
};
BOOST_DESCRIBE_STRUCT(FormVersionLine, (), (version, at, by_name, note))
struct FormVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, note;
  json::Object questionnaire;
};
BOOST_DESCRIBE_STRUCT(FormVersionView, (), (version, at, by_name, note, questionnaire))
struct FormDraft {
  json::Object questionnaire;
  std::int64_t revision = 1;
  Time at{};
  std::string by_name;
  std::vector<FormProblem> problems;
};
BOOST_DESCRIBE_STRUCT(FormDraft, (), (questionnaire, revision, at, by_name, problems))
struct FormView {
  FormLine form;
  std::optional<json::Object> questionnaire;  ///< the newest published
  std::optional<FormDraft> draft;
  std::vector<FormVersionLine> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(FormView, (), (form, questionnaire, draft, versions))
struct FormProblems {
  std::vector<FormProblem> problems;
};
BOOST_DESCRIBE_STRUCT(FormProblems, (), (problems))

/// A form somebody may begin a document with.
struct FormChoice {
  std::string key, title, title_en;
  FormKind kind = FormKind::document;
  InfoClass info_class = InfoClass::basic;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(FormChoice, (), (key, title, title_en, kind, info_class, version))

// --- what the program ships

struct ShippedForm {
  std::string key;
  std::string text;
  std::string mark;  ///< another text, another mark
  Questionnaire meaning;
};
/// data/forms/, by key; those that hold a fault are a bug, which a test finds.
const std::vector<ShippedForm>& shipped_forms();

}  // namespace musubi::form
