#include "base/result.hpp"

#include <iterator>

namespace musubi {

const CodeText& describe(Code code) {
  static constexpr CodeText kTexts[] = {
      {422, "invalid", "入力内容をご確認ください。", "Please check what you entered."},
      {422, "unknown_field", "使えない項目が含まれています。", "There is a field that is not known here."},
      {422, "wrong_type", "入力の形式が違います。", "A value is of the wrong kind."},
      {422, "too_long", "文字数が多すぎます。", "The text is too long."},
      {400, "malformed", "送られた内容を読み取れませんでした。", "What was sent could not be read."},
      {401, "unauthenticated", "サインインしてください。", "Please sign in."},
      {401, "weak_session", "二段階認証が必要です。", "A second factor is needed."},
      {403, "step_up_needed", "もう一度、認証コードを入力してください。",
       "Please enter an authentication code again."},
      {403, "csrf", "画面を開き直してから、もう一度お試しください。",
       "Please reload the page and try again."},
      {403, "forbidden", "この操作は許可されていません。", "This is not allowed."},
      {404, "not_found", "見つかりませんでした。", "Not found."},
      {405, "method_not_allowed", "この方法では利用できません。", "This method cannot be used here."},
      {409, "conflict", "ほかの人が先に変更しました。", "Somebody else changed this first."},
      {409, "duplicate", "すでに登録されています。", "This exists already."},
      {410, "gone", "期限が切れたか、すでに使われています。", "This has expired or has been used."},
      {428, "precondition_needed", "変更前の版が示されていません。",
       "The version being changed was not given."},
      {413, "too_large", "サイズが大きすぎます。", "This is too large."},
      {415, "unsupported_type", "この種類のファイルは使えません。", "This kind of file cannot be used."},
      {416, "range", "指定された範囲がありません。", "That range does not exist."},
      {429, "throttled", "しばらく待ってから、もう一度お試しください。",
       "Please wait a while and try again."},
      {507, "storage_full", "保存場所がいっぱいのため、保存できませんでした。",
       "There is no room left; nothing was saved."},
      {503, "unavailable", "ただいま利用できません。少し待ってからお試しください。",
       "Not available right now; please try again shortly."},
      {500, "internal", "エラーが発生しました。入力した内容は失われていません。",
       "Something went wrong. What you typed is not lost."},
  };
  static_assert(std::size(kTexts) == static_cast<std::size_t>(Code::internal) + 1);
  return kTexts[static_cast<std::size_t>(code)];
}

}  // namespace musubi
