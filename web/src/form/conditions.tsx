// 「〜のときだけ出す」 in words: which question, how it compares, with what.
import { Button, IconButton } from '../parts/button';
import { DateField, RadioGroup, Select, TextField } from '../parts/field';
import { t } from '../words';
import {
  indexOf,
  isChoice,
  isNumber,
  isQuestion,
  labelOf,
  type Condition,
  type Item,
  type Operator,
  type Questionnaire,
} from './model';

/** The questions an item may hang on: of the form, not itself nor in it, in a repeating group only of the same row. */
function candidates(form: Questionnaire, item: Item): Item[] {
  const index = indexOf(form);
  const inside = indexOf({ ...form, item: [item] });
  const tables = index.get(item.linkId)?.tables ?? [];
  return [...index.values()]
    .filter(
      ({ item: x, tables: around }) =>
        isQuestion(x) && !inside.has(x.linkId) && around.every((table, i) => tables[i] === table),
    )
    .map(({ item: x }) => x);
}
const operatorsOf = (question: Item): readonly Operator[] =>
  isNumber(question) || question.type === 'date'
    ? ['=', '!=', '>=', '<=', 'exists']
    : question.type === 'boolean'
      ? ['=', 'exists']
      : isChoice(question)
        ? ['=', '!=', 'exists']
        : ['exists', '=', '!='];
function conditionOn(question: Item, operator: Operator, text: string): Condition {
  const base = { question: question.linkId, operator };
  if (operator === 'exists') return { ...base, answerBoolean: text !== 'false' };
  if (question.type === 'boolean') return { ...base, answerBoolean: text !== 'false' };
  if (question.type === 'integer') return { ...base, answerInteger: Math.trunc(Number(text)) || 0 };
  if (question.type === 'decimal') return { ...base, answerDecimal: Number(text) || 0 };
  if (question.type === 'quantity') return { ...base, answerQuantity: { value: Number(text) || 0 } };
  if (question.type === 'date') return { ...base, answerDate: text };
  if (isChoice(question)) return { ...base, answerCoding: { code: text } };
  return { ...base, answerString: text };
}
const textOf = (c: Condition): string =>
  String(
    c.answerBoolean ??
      c.answerInteger ??
      c.answerDecimal ??
      c.answerQuantity?.value ??
      c.answerDate ??
      c.answerCoding?.code ??
      c.answerString ??
      '',
  );
const firstText = (question: Item, operator: Operator): string =>
  operator !== 'exists' && isChoice(question) ? (question.answerOption?.[0]?.valueCoding.code ?? '') : 'true';

function One({
  condition,
  questions,
  n,
  onPut,
  onRemove,
}: {
  condition: Condition;
  questions: readonly Item[];
  n: number;
  onPut: (c: Condition) => void;
  onRemove: () => void;
}) {
  const question = questions.find((x) => x.linkId === condition.question);
  const put = (operator: Operator, text: string) => question && onPut(conditionOn(question, operator, text));
  const { operator } = condition;
  const text = textOf(condition);
  const value = { label: t('form.whenValue'), value: text, onValue: (next: string) => put(operator, next) };
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 text-sm">{t('form.whenN', { n })}</legend>
      <Select
        label={t('form.whenQuestion')}
        value={condition.question}
        choices={questions.map((x) => ({ value: x.linkId, label: labelOf(x) }))}
        onValue={(linkId) => {
          const next = questions.find((x) => x.linkId === linkId);
          const first = next && operatorsOf(next)[0]!;
          if (next && first) onPut(conditionOn(next, first, firstText(next, first)));
        }}
      />
      {question && (
        <>
          <Select
            label={t('form.whenHow')}
            value={operator}
            choices={operatorsOf(question).map((o) => ({ value: o, label: t(`form.operator.${o}`) }))}
            onValue={(o) => put(o as Operator, firstText(question, o as Operator))}
          />
          {operator === 'exists' || question.type === 'boolean' ? (
            <RadioGroup
              {...value}
              choices={(['true', 'false'] as const).map((flag) => ({
                value: flag,
                label: t(
                  operator === 'exists'
                    ? `form.exists.${flag}`
                    : flag === 'true'
                      ? 'common.yes'
                      : 'common.no',
                ),
              }))}
            />
          ) : isChoice(question) ? (
            <Select
              {...value}
              choices={(question.answerOption ?? []).map(({ valueCoding: o }) => ({
                value: o.code,
                label: o.display ?? o.code,
              }))}
            />
          ) : question.type === 'date' ? (
            <DateField {...value} />
          ) : (
            <TextField {...value} inputMode={isNumber(question) ? 'decimal' : 'text'} />
          )}
        </>
      )}
      <div>
        <IconButton name={t('form.whenRemove', { n })} icon="close" onClick={onRemove} />
      </div>
    </fieldset>
  );
}
export function Conditions({
  form,
  item,
  onItem,
}: {
  form: Questionnaire;
  item: Item;
  onItem: (item: Item) => void;
}) {
  const questions = candidates(form, item);
  const conditions = item.enableWhen ?? [];
  const put = (next: Condition[]) => {
    const { enableWhen: _when, enableBehavior, ...rest } = item;
    onItem({
      ...rest,
      ...(next.length > 0 && { enableWhen: next }),
      ...(next.length > 1 && { enableBehavior: enableBehavior ?? 'all' }),
    });
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-bold">{t('form.when')}</legend>
      {conditions.length === 0 && <p className="text-sm text-ink-soft">{t('form.whenNone')}</p>}
      {conditions.map((condition, i) => (
        <One
          key={i}
          {...{ condition, questions }}
          n={i + 1}
          onPut={(c) => put(conditions.with(i, c))}
          onRemove={() => put(conditions.toSpliced(i, 1))}
        />
      ))}
      {conditions.length > 1 && (
        <RadioGroup
          label={t('form.behaviour')}
          value={item.enableBehavior ?? 'all'}
          choices={(['all', 'any'] as const).map((value) => ({ value, label: t(`form.behaviour.${value}`) }))}
          onValue={(enableBehavior) => onItem({ ...item, enableBehavior: enableBehavior as 'all' | 'any' })}
        />
      )}
      {questions.length > 0 && (
        <div>
          <Button
            icon="plus"
            onClick={() => {
              const first = questions[0]!;
              const operator = operatorsOf(first)[0]!;
              put([...conditions, conditionOn(first, operator, firstText(first, operator))]);
            }}
          >
            {t('form.whenAdd')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
