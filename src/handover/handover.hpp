// Handovers (引継ぎ): what one stage gives to the next, item by item; who receives it, what guardians agreed
// to, what was confirmed and asked, and the rules that need no database. Never decides who may see one: that
// is access/ and handover_store's reach. Rules: domain.md (handover, amendments); issue 3, "Handover";
// docs/decisions/020.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "task/task.hpp"

namespace musubi::handover {

using HandoverItemId = Id<struct HandoverItemTag>;
using HandoverStepId = Id<struct HandoverStepTag>;
/// The entry, the event, the task … an item was taken from.
using HandoverSourceId = Id<struct HandoverSourceTag>;

inline constexpr std::size_t kMostItems = 120;
inline constexpr std::int64_t kMostSteps = 600;      ///< of one handover
inline constexpr std::int64_t kMostHandovers = 400;  ///< of one person
/// How long after its day the receiver may read without a seat.
inline constexpr int kOpenDays = 92;

/// 園から学校へ, 進級・担任の交代, 転校・進学, 大人のサービスへ, 市外への転出.
enum class HandoverKind { school_entry, grade, school, adult, city };
BOOST_DESCRIBE_ENUM(HandoverKind, school_entry, grade, school, adult, city)
enum class HandoverState { draft, asked, declined, agreed, sent, received, withdrawn };
BOOST_DESCRIBE_ENUM(HandoverState, draft, asked, declined, agreed, sent, received, withdrawn)
/// Where an item comes from; `note`: written for this handover.
enum class HandoverItemKind { note, profile, allergy, school, event, growth, entry, task };
BOOST_DESCRIBE_ENUM(HandoverItemKind, note, profile, allergy, school, event, growth, entry, task)
/// What happened to it. `left_out`: guardians agreed to all but this item. `follow_up_1`, `_3`: after so many
/// months. `received_outside`: a receiver without an account confirmed it.
enum class HandoverStepKind {
  agreed,
  agreed_on_paper,
  declined,
  left_out,
  confirmed,
  question,
  answer,
  meeting,
  follow_up_1,
  follow_up_3,
  received_outside
};
BOOST_DESCRIBE_ENUM(HandoverStepKind, agreed, agreed_on_paper, declined, left_out, confirmed, question,
                    answer, meeting, follow_up_1, follow_up_3, received_outside)

// --- what comes in

struct HandoverItem {
  HandoverItemId id;
  HandoverItemKind kind = HandoverItemKind::note;
  std::optional<HandoverSourceId> source_id;
  InfoClass info_class = InfoClass::basic;
  RequiredLine<120> title;
  Prose<4000> body;
};
BOOST_DESCRIBE_STRUCT(HandoverItem, (), (id, kind, source_id, info_class, title, body))

/// To whom, from which day, and what follows for the team.
struct HandoverTerms {
  HandoverKind kind = HandoverKind::grade;
  std::optional<FacilityId> to_facility_id;  ///< none: a place outside, named below
  std::optional<PostId> to_post_id;          ///< none: the facility's managers
  Line<120> to_name;                         ///< of a place outside
  Date starts_on;                     ///< the receiver's first day; seats named below end the day before
  std::optional<Date> looks_back_to;  ///< of the receiver's seat; none: everything
  Line<60> duty;                      ///< of the receiver's seat: 担任 …
  Prose<2000> words;                  ///< to guardians and receivers: why, and how it is meant
  List<SeatId, 50> ends;              ///< seats that end
};
BOOST_DESCRIBE_STRUCT(HandoverTerms, (),
                      (kind, to_facility_id, to_post_id, to_name, starts_on, looks_back_to, duty, words,
                       ends))
struct HandoverContent {
  HandoverTerms terms;
  List<HandoverItem, kMostItems> items;
};
BOOST_DESCRIBE_STRUCT(HandoverContent, (), (terms, items))

struct NewHandover {
  HandoverId id;
  HandoverContent content;
};
BOOST_DESCRIBE_STRUCT(NewHandover, (), (id, content))
struct HandoverEdit {
  HandoverContent content;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(HandoverEdit, (), (content, reason))
struct HandoverMove {
  HandoverState state = HandoverState::asked;  ///< asked, draft, sent, withdrawn
  Line<500> reason;                            ///< required to take back
};
BOOST_DESCRIBE_STRUCT(HandoverMove, (), (state, reason))
/// By a guardian with custody; or by a coordinator for one who answered on paper.
struct HandoverAnswer {
  HandoverStepId id;
  bool agree = false;
  List<HandoverItemId, kMostItems> left_out;
  Prose<1000> words;  ///< on paper: who agreed, when and how
};
BOOST_DESCRIBE_STRUCT(HandoverAnswer, (), (id, agree, left_out, words))
struct NewHandoverStep {
  HandoverStepId id;
  HandoverStepKind kind = HandoverStepKind::meeting;
  std::optional<HandoverItemId> item_id;
  std::optional<Date> on;
  Prose<2000> words;
};
BOOST_DESCRIBE_STRUCT(NewHandoverStep, (), (id, kind, item_id, on, words))

// --- what goes out

struct HandoverStepView {
  HandoverStepId id;
  HandoverStepKind kind = HandoverStepKind::meeting;
  std::optional<HandoverItemId> item_id;
  std::optional<Date> on;
  std::string words;
  Time at{};
  std::string by_name, by_facility;
};
BOOST_DESCRIBE_STRUCT(HandoverStepView, (), (id, kind, item_id, on, words, at, by_name, by_facility))
struct HandoverItemView {
  HandoverItem item;
  bool left_out = false;
  std::optional<Time> confirmed_at;
  std::string confirmed_by;
  std::vector<HandoverStepView> talk;  ///< questions and answers, oldest first
};
BOOST_DESCRIBE_STRUCT(HandoverItemView, (), (item, left_out, confirmed_at, confirmed_by, talk))

/// What the reader can do now.
enum class HandoverMay { edit, ask, answer, answer_on_paper, send, reopen, withdraw, note, confirm, print };
BOOST_DESCRIBE_ENUM(HandoverMay, edit, ask, answer, answer_on_paper, send, reopen, withdraw, note, confirm,
                    print)

struct HandoverLine {
  HandoverId id;
  PersonId person_id;
  HandoverKind kind = HandoverKind::grade;
  std::string to_name, to_post_name;
  Date starts_on;
  HandoverState state = HandoverState::draft;
  std::string reason;                     ///< of its present state
  std::int64_t items = 0, confirmed = 0;  ///< that the reader can see, without those left out
  Time created_at{};
  std::string author_name, author_facility;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(HandoverLine, (),
                      (id, person_id, kind, to_name, to_post_name, starts_on, state, reason, items, confirmed,
                       created_at, author_name, author_facility, version))
struct HandoverVersionView {
  std::int64_t version = 1;
  HandoverState state = HandoverState::draft;
  std::string reason;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(HandoverVersionView, (), (version, state, reason, at, by_name))
/// The whole of it. A receiver's is the same without what was left out, the seats that end and the versions:
/// what the team looks at beforehand is what the receiver will see.
struct HandoverView {
  HandoverLine line;
  std::string person_name, person_kana;
  Date birth_date;
  HandoverTerms terms;
  std::vector<HandoverItemView> items;
  std::int64_t unseen = 0;                    ///< items of classes the reader does not see
  std::vector<HandoverStepView> steps;        ///< agreement, meetings, follow-ups; oldest first
  std::vector<HandoverVersionView> versions;  ///< newest first
  std::vector<HandoverMay> may;
};
BOOST_DESCRIBE_STRUCT(HandoverView, (),
                      (line, person_name, person_kana, birth_date, terms, items, unseen, steps, versions,
                       may))
/// A handover that lies before the caller, who may hold no seat.
struct IncomingHandover {
  HandoverLine line;
  std::string person_name;
  std::int64_t age_years = 0;
};
BOOST_DESCRIBE_STRUCT(IncomingHandover, (), (line, person_name, age_years))

// --- pure rules

/// A receiver, a day that can be meant, at least one item to be asked about, no id twice.
Status check_content(const HandoverContent& content, const Date& today);
Status check_step(const NewHandoverStep& step, const Date& today);
/// Whether a handover in this state can be brought into another by the team.
bool may_move(HandoverState from, HandoverState to);
ClassSet classes_of(std::span<const HandoverItem> items);

/// A handover that was sent, as far as its follow-ups go.
struct Sent {
  HandoverId id;
  std::string to_name;
  Date starts_on;
  bool followed_1 = false, followed_3 = false;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (id, to_name, starts_on, followed_1, followed_3))
/// How is it going after one and after three months? From two weeks before until somebody noted it, or half a
/// year.
std::vector<task::Cause> follow_ups(std::span<const Sent> sent, const Date& today);

}  // namespace musubi::handover
