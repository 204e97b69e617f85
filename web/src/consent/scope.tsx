// What is shared, with whom, for what and how long.
import type { FacilityView, InfoClass, Purpose } from '../api/types';
import { ClassPicker } from '../parts/class-picker';
import { Button } from '../parts/button';
import { CheckGroup, DateField, RadioGroup, TextField } from '../parts/field';
import type { FormHandle } from '../parts/form';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { FacilityPicker } from '../team/facility-picker';
import { t } from '../words';
import { longDate } from '../words/dates';
import { periodPresets } from './rules';

export interface Scope {
  classes: InfoClass[];
  purposes: Purpose[];
  purpose_note: string;
  whole_team: boolean;
  facility_ids: FacilityView[];
  starts_on: string;
  ends_on: string;
}

function Parties({ form }: { form: FormHandle<Scope> }) {
  const chosen = form.values.facility_ids;
  const set = (next: FacilityView[]) => form.set('facility_ids', next);
  return (
    <div className="grid gap-2">
      {chosen.length > 0 && (
        <ul className="grid gap-1" aria-label={t('consent.parties')}>
          {chosen.map((f) => (
            <li
              key={f.id}
              className="flex items-center justify-between gap-2 rounded-lg border border-line pl-3"
            >
              <strong>{f.name}</strong>
              <Button
                kind="quiet"
                aria-label={t('profile.removeRow', { name: f.name })}
                onClick={() => set(chosen.filter((x) => x.id !== f.id))}
              >
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FacilityPicker
        key={chosen.length}
        label={t('consent.addFacility')}
        value={null}
        error={form.problems.facility_ids}
        onPick={(f) => f && !chosen.some((x) => x.id === f.id) && set([...chosen, f])}
      />
    </div>
  );
}
/** Chosen knowingly (個人情報保護法 17条・27条): each says what it is for and what is impossible without it. */
function Purposes({ form: f }: { form: FormHandle<Scope> }) {
  const { purposes } = useCodes();
  return (
    <div className="grid gap-3">
      <CheckGroup
        id={f.field('purposes').id}
        label={t('consent.purposes')}
        hint={t('consent.purposesHint')}
        error={f.problems.purposes}
        value={f.values.purposes}
        onValue={(v) => f.set('purposes', v)}
        choices={purposes.map((p) => ({ value: p.code, label: p.label, hint: t('consent.purposeSays', p) }))}
      />
      <TextField
        {...f.field('purpose_note')}
        label={t('consent.purposeNote')}
        hint={t('consent.purposeNoteHint')}
        optional
        maxLength={100}
      />
    </div>
  );
}
export function ScopeFields({ form: f }: { form: FormHandle<Scope> }) {
  const person = usePerson();
  const presets = periodPresets(f.values.starts_on, person.birth_date);
  return (
    <div className="grid gap-6">
      <ClassPicker {...f.field('classes')} label={t('consent.classes')} hint={t('consent.classesHint')} />
      <RadioGroup
        label={t('consent.parties')}
        value={f.values.whole_team ? 'team' : 'some'}
        onValue={(v) => f.set('whole_team', v === 'team')}
        inline={false}
        choices={[
          { value: 'team', label: t('consent.wholeTeam'), hint: t('consent.wholeTeamHint') },
          { value: 'some', label: t('consent.someFacilities'), hint: t('consent.someFacilitiesHint') },
        ]}
      />
      {!f.values.whole_team && <Parties form={f} />}
      <Purposes form={f} />
      <div>
        <div className="grid gap-x-5 sm:grid-cols-2">
          <DateField {...f.field('starts_on')} label={t('common.startsOn')} />
          <DateField {...f.field('ends_on')} label={t('consent.lastDay')} optional />
        </div>
        <div className="flex flex-wrap gap-2" role="group" aria-label={t('consent.presets')}>
          {presets.map((p) => (
            <Button
              key={p.key}
              aria-pressed={f.values.ends_on === p.ends_on}
              onClick={() => f.set('ends_on', p.ends_on)}
              title={longDate(p.ends_on)}
            >
              {t(`consent.preset.${p.key}`)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
/** What stands above the signature, in one sentence. */
export function Sentence({ scope }: { scope: Scope }) {
  const { purpose } = useCodes();
  const parties = scope.whole_team
    ? t('consent.wholeTeam')
    : scope.facility_ids.map((f) => f.name).join('、');
  return (
    <p className="rounded-lg border-l-4 border-accent bg-accent-soft px-4 py-3 text-lg leading-relaxed text-accent-soft-ink">
      {t(scope.ends_on ? 'consent.sentenceUntil' : 'consent.sentence', {
        classes: scope.classes.map((c) => t(`class.${c}`)).join('・') || '＿＿',
        parties: parties || '＿＿',
        purposes: scope.purposes.map((p) => t('consent.quoted', { name: purpose(p) })).join('') || '＿＿',
        from: scope.starts_on ? longDate(scope.starts_on) : '＿＿',
        until: scope.ends_on ? longDate(scope.ends_on) : '',
      })}
    </p>
  );
}
