// A draft that several people write at once: each field is kept a moment after the last key, what others write appears,
// and where two wrote the same field both texts stand there until somebody decides.
import { useId, useMemo, useState } from 'react';

import type { PersonDocument } from '../api/types';
import { FormBody, fieldId } from '../form/body';
import { problemText, said } from '../form/fields';
import type { Questionnaire } from '../form/model';
import { placeOf, Sheet, type ProblemCode } from '../form/rules';
import { Button } from '../parts/button';
import { Note } from '../parts/page';
import { t } from '../words';
import { shortTime, todayText } from '../words/dates';
import { Comments, type Talk } from './comments';
import { valuesOf, type Choice, type Kept } from './draft-rules';
import { SubmitDialog } from './steps';
import { useDraft, type SaveState } from './use-draft';

function Clash({
  path,
  theirs,
  words,
  isText,
  onDecide,
}: {
  path: string;
  theirs: Kept;
  words: string;
  isText: boolean;
  onDecide: (path: string, choice: Choice) => void;
}) {
  return (
    <Note tone="warn">
      <div role="group" aria-label={t('document.clash', { name: theirs.by_name })} className="grid gap-2">
        <p className="font-bold">{t('document.clash', { name: theirs.by_name })}</p>
        <p className="prose border-l-4 border-warn-line pl-3">{words || t('document.cleared')}</p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => onDecide(path, 'mine')}>{t('document.keepMine')}</Button>
          <Button onClick={() => onDecide(path, 'theirs')}>{t('document.takeTheirs')}</Button>
          {isText && <Button onClick={() => onDecide(path, 'both')}>{t('document.keepBoth')}</Button>}
        </div>
      </div>
    </Note>
  );
}
function SaveLine({ state, trouble, clashes }: { state: SaveState; trouble: string; clashes: number }) {
  const bad = state === 'refused' || clashes > 0;
  const text =
    state === 'refused'
      ? trouble
      : clashes > 0
        ? t('document.clashes', { n: clashes })
        : t(`document.save.${state}`);
  return (
    <p
      role="status"
      className={`sticky bottom-18 z-10 justify-self-start rounded-xl px-4 py-1.5 text-sm shadow-card md:bottom-4 ${bad || state === 'away' ? 'bg-warn-soft text-warn-ink font-bold' : 'bg-sunken text-ink'}`}
    >
      {text}
    </p>
  );
}
/** Lists what is missing; each line leads to its field. */
function Missing({
  id,
  sheet,
  problems,
}: {
  id: string;
  sheet: Sheet;
  problems: ReturnType<Sheet['problems']>;
}) {
  return (
    <div
      role="alert"
      tabIndex={-1}
      className="rounded-lg border-2 border-danger bg-danger-soft p-4 text-danger-ink"
    >
      <p className="font-bold">{t('document.missing', { n: problems.length })}</p>
      <ul className="mt-1 list-disc pl-6">
        {problems.map(({ path, item, code }) => (
          <li key={path}>
            <button
              type="button"
              className="min-h-11 text-left underline"
              onClick={() => {
                const field = document.getElementById(fieldId(id, path));
                field?.scrollIntoView({ block: 'center' });
                field?.focus();
              }}
            >
              {t('error.at', { field: placeOf(sheet, path), text: problemText(item, code) })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
/** What cannot wait until it is handed in: what was typed is not what was asked. */
const atOnce: readonly ProblemCode[] = ['type', 'range', 'too_long', 'unknown_option'];

export function Editor({ person, view }: { person: string; view: PersonDocument }) {
  const form = view.questionnaire as unknown as Questionnaire;
  const { draft, change, decide, state, trouble, send } = useDraft(person, view);
  const [checked, setChecked] = useState(false);
  const [submitting, setSubmitting] = useState(false);
  const id = useId();
  const today = todayText();
  const sheet = useMemo(() => new Sheet(form, valuesOf(draft), today), [form, draft, today]);
  const found = sheet.problems();
  const shown = new Map(
    found.filter(({ code }) => checked || atOnce.includes(code)).map(({ path, code }) => [path, code]),
  );
  const clashes = Object.keys(draft.clashes).length;
  const talk: Talk = { person, view };
  const submit = async () => {
    setChecked(true);
    await send();
    if (found.length === 0 && clashes === 0) setSubmitting(true);
  };
  return (
    <>
      {checked && found.length > 0 && <Missing id={id} sheet={sheet} problems={found} />}
      <FormBody
        id={id}
        sheet={sheet}
        onChange={change}
        problems={shown}
        beside={(path, label) => {
          const theirs = draft.clashes[path];
          const item = sheet.index.get(path.slice(path.lastIndexOf('/') + 1))?.item;
          const kept = draft.kept[path];
          return (
            <>
              {theirs && item && (
                <Clash
                  {...{ path, theirs }}
                  words={said(item, theirs.value)}
                  isText={item.type === 'text' || item.type === 'string'}
                  onDecide={decide}
                />
              )}
              {!theirs && kept && draft.fresh.has(path) && !kept.mine && (
                <p className="text-sm text-info-ink">
                  {t('document.writtenBy', { name: kept.by_name, time: shortTime(kept.at) })}
                </p>
              )}
              {item && <Comments talk={talk} path={path} label={label} />}
            </>
          );
        }}
      />
      {view.may.submit && (
        <div className="card flex flex-wrap items-center justify-between gap-3 p-4">
          <p className="flex-1 basis-60 text-ink-soft">
            {t(view.document.steps.length > 0 ? 'document.submitLead' : 'document.finishLead')}
          </p>
          <Button kind="primary" icon="check" onClick={() => void submit()}>
            {t(view.document.steps.length > 0 ? 'document.submit' : 'document.finish')}
          </Button>
        </div>
      )}
      <SaveLine state={state} trouble={trouble} clashes={clashes} />
      {submitting && <SubmitDialog person={person} view={view} onClose={() => setSubmitting(false)} />}
    </>
  );
}
