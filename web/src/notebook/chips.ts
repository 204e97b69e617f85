// 定型文: short openings and wordings that the writer's profession writes every day. They go into the text as they are, in
// the language the team reads; the other language says on the button what they mean. Chosen from what contact books
// of nurseries, visiting nurses' reports and schools' daily notes have headings for; nothing in them names a person.
import type { Category } from '../api/types';
import { locale } from '../words';

export interface Chip {
  text: string;
  en: string;
}
type Kind = Category | 'any';
type Chips = Partial<Record<Kind, readonly [text: string, en: string][]>>;

const nursery: Chips = {
  report: [
    ['給食：完食', 'Lunch: ate all'],
    ['給食：半分ほど', 'Lunch: about half'],
    ['おやつ：完食', 'Snack: ate all'],
    ['午睡：　時　分〜　時　分', 'Nap: from … to …'],
    ['排便：あり（ふつう）', 'Stool: yes, normal'],
    ['機嫌：よい', 'Mood: good'],
    ['あそび：', 'Play: '],
    ['友だちとのかかわり：', 'With other children: '],
  ],
  contact: [
    ['お迎え：　時ごろ', 'Pick-up: about …'],
    ['持ち物：', 'To bring: '],
    ['お休みします。理由：', 'Absent. Reason: '],
    ['行事のお知らせ：', 'Event: '],
  ],
};
const school: Chips = {
  report: [
    ['給食：完食', 'Lunch: ate all'],
    ['授業の様子：', 'In class: '],
    ['休み時間の様子：', 'During breaks: '],
    ['できたこと：', 'Managed: '],
    ['支援した点：', 'Where we helped: '],
    ['発作：なし', 'Seizures: none'],
    ['登校：　時　分', 'Came to school at …'],
  ],
  contact: [
    ['明日の予定：', 'Tomorrow: '],
    ['持ち物：', 'To bring: '],
    ['宿題：', 'Homework: '],
    ['欠席します。理由：', 'Absent. Reason: '],
    ['早退：　時ごろ', 'Leaves early at …'],
  ],
};
const nursing: Chips = {
  report: [
    ['訪問：　時　分〜　時　分', 'Visit: from … to …'],
    ['全身状態：変わりなし', 'General condition: unchanged'],
    ['発作：なし', 'Seizures: none'],
    ['吸引：　回（性状：　）', 'Suction: … times (look: …)'],
    ['注入：　mL、嘔吐なし', 'Tube feeding: … mL, no vomiting'],
    ['胃ろう部：発赤なし', 'Gastrostomy: no redness'],
    ['排便：　回', 'Stool: … times'],
    ['内服：指示どおり', 'Medicine: as prescribed'],
    ['次回訪問：', 'Next visit: '],
  ],
  record: [
    ['処置：', 'Procedure: '],
    ['医師への報告：', 'Reported to the doctor: '],
    ['家族への説明：', 'Explained to the family: '],
  ],
};
const therapy: Chips = {
  record: [
    ['本日の課題：', 'Today we worked on: '],
    ['取り組みの様子：', 'How it went: '],
    ['できたこと：', 'Managed: '],
    ['次回のねらい：', 'Aim for next time: '],
    ['家庭・園で試してほしいこと：', 'Please try at home or nursery: '],
  ],
};
const care: Chips = {
  report: [
    ['食事：　割', 'Meal: … of ten'],
    ['水分：　mL', 'Fluid: … mL'],
    ['入浴：あり', 'Bath: yes'],
    ['排泄：尿　回・便　回', 'Toilet: urine …, stool …'],
    ['移動・外出：', 'Moving, going out: '],
    ['気になったこと：', 'Noticed: '],
  ],
};
const consult: Chips = {
  contact: [
    ['会議の日程：', 'Date of the meeting: '],
    ['参加者：', 'Present: '],
    ['手続きのご案内：', 'About an application: '],
  ],
  report: [
    ['面談しました。内容：', 'We met. About: '],
    ['決まったこと：', 'Decided: '],
    ['次に行うこと：', 'Next: '],
  ],
};
const family: Chips = {
  contact: [
    ['朝の様子：', 'This morning: '],
    ['夕食：よく食べました', 'Dinner: ate well'],
    ['睡眠：　時〜　時', 'Sleep: from … to …'],
    ['排便：あり', 'Stool: yes'],
    ['発作：なし', 'Seizures: none'],
    ['薬：飲みました', 'Medicine: taken'],
    ['お休みします。理由：', 'Absent. Reason: '],
    ['お迎え：　時ごろ、　　が行きます', 'Pick-up: about …, by …'],
  ],
};
const everybody: Chips = {
  consult: [
    ['困っていること：', 'What is difficult: '],
    ['試したこと：', 'What we tried: '],
    ['みなさんのところではいかがですか。', 'How is it with you?'],
  ],
  urgent: [
    ['　時　分、', 'At …, '],
    ['いまの様子：', 'Now: '],
    ['行った対応：', 'Done so far: '],
    ['連絡した先：', 'Informed: '],
  ],
};
const byProfession: Record<string, Chips> = {
  nursery_teacher: nursery,
  childcare_support_staff: nursery,
  service_manager: nursery,
  teacher: school,
  school_nurse: school,
  special_needs_coordinator: school,
  nurse: nursing,
  visiting_nurse: nursing,
  public_health_nurse: nursing,
  physical_therapist: therapy,
  occupational_therapist: therapy,
  speech_therapist: therapy,
  psychologist: therapy,
  helper: care,
  care_worker: care,
};
/** For this writer and this kind of entry; the guardian's own where the writer is one. */
export function chipsFor(profession: string, isGuardian: boolean, category: Category): Chip[] {
  const own = isGuardian ? family : (byProfession[profession] ?? consult);
  const found = own[category] ?? everybody[category] ?? own.report ?? own.record ?? own.contact ?? [];
  return found.map(([text, en]) => ({ text, en }));
}
export const chipLabel = (chip: Chip): string => (locale() === 'ja' ? chip.text : chip.en).trim();
/** On a line of its own at the end of what stands there. */
export const withChip = (body: string, chip: Chip): string => {
  const before = body.replace(/\s+$/u, '');
  return before === '' ? chip.text : `${before}\n${chip.text}`;
};
