// What the whole form is: its name, who may see what is written in it, who agrees, when it is looked at again.
import { infoClasses } from '../api/types';
import { Button, IconButton } from '../parts/button';
import { RadioGroup, Select, TextArea, TextField } from '../parts/field';
import { t } from '../words';
import { extensionOf, urls, withExtension, type Coding, type Questionnaire } from './model';

export function Settings({ form, onForm }: { form: Questionnaire; onForm: (form: Questionnaire) => void }) {
  const plan = extensionOf(form, urls.kind)?.valueCode === 'plan';
  const steps = (form.extension ?? []).flatMap((x) =>
    x.url === urls.step && x.valueCoding ? [x.valueCoding] : [],
  );
  const putSteps = (next: readonly Coding[]) =>
    onForm({
      ...form,
      extension: [
        ...(form.extension ?? []).filter((x) => x.url !== urls.step),
        ...next.map((valueCoding) => ({ url: urls.step, valueCoding })),
      ],
    });
  const months = extensionOf(form, urls.reviewMonths)?.valueInteger;
  return (
    <div className="grid gap-5">
      <TextField label={t('form.title')} value={form.title} onValue={(title) => onForm({ ...form, title })} />
      <TextArea
        label={t('form.description')}
        optional
        value={form.description ?? ''}
        onValue={(description) => onForm({ ...form, description })}
      />
      <Select
        label={t('form.infoClass')}
        hint={t('form.infoClassHint')}
        value={extensionOf(form, urls.infoClass)?.valueCode ?? ''}
        choices={infoClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        onValue={(valueCode) => onForm(withExtension(form, urls.infoClass, valueCode ? { valueCode } : null))}
      />
      <RadioGroup
        label={t('form.documentKind')}
        value={plan ? 'plan' : 'document'}
        choices={(['plan', 'document'] as const).map((value) => ({
          value,
          label: t(`document.kind.${value}`),
          hint: t(`form.documentKindHint.${value}`),
        }))}
        onValue={(valueCode) => onForm(withExtension(form, urls.kind, { valueCode }))}
      />
      {plan && (
        <Select
          label={t('form.reviewMonths')}
          optional
          value={months ? String(months) : ''}
          empty={t('common.none')}
          choices={[1, 2, 3, 4, 6, 12, 24, 36].map((n) => ({
            value: String(n),
            label: t('form.months', { n }),
          }))}
          onValue={(n) =>
            onForm(withExtension(form, urls.reviewMonths, n ? { valueInteger: Number(n) } : null))
          }
        />
      )}
      <fieldset className="grid gap-3">
        <legend className="mb-1 font-bold">{t('form.steps')}</legend>
        {steps.length === 0 && <p className="text-ink-soft">{t('form.stepsNone')}</p>}
        <ol className="grid gap-3">
          {steps.map((step, i) => (
            <li key={i} className="flex items-end gap-2">
              <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
                <Select
                  label={t('form.stepN', { n: i + 1 })}
                  value={step.code}
                  choices={(['head', 'guardian'] as const).map((value) => ({
                    value,
                    label: t(`document.role.${value}`),
                  }))}
                  onValue={(code) => putSteps(steps.with(i, { ...step, code }))}
                />
                <TextField
                  label={t('form.stepTitle')}
                  value={step.display ?? ''}
                  onValue={(display) => putSteps(steps.with(i, { ...step, display }))}
                />
              </div>
              <IconButton
                name={t('form.removeRow', { name: t('form.stepN', { n: i + 1 }) })}
                icon="close"
                onClick={() => putSteps(steps.toSpliced(i, 1))}
              />
            </li>
          ))}
        </ol>
        {steps.length < 4 && (
          <div>
            <Button
              icon="plus"
              onClick={() => putSteps([...steps, { code: 'head', display: t('document.role.head') }])}
            >
              {t('form.stepAdd')}
            </Button>
          </div>
        )}
      </fieldset>
    </div>
  );
}
