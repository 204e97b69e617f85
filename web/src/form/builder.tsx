// The items of a form as a list one walks through by keyboard: each opens to its properties and its buttons.
import { useState } from 'react';

import type { FormProblem } from '../api/types';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ErrorText, RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { announce } from '../parts/toast';
import { pick, t } from '../words';
import {
  addItem,
  duplicate,
  kindOf,
  kinds,
  moveInside,
  moveItem,
  moveOutside,
  newItem,
  placeIn,
  putItem,
  removeItem,
  type Kind,
} from './edit';
import { calculatedOf, labelOf, type Item, type Questionnaire } from './model';
import { Properties } from './properties';

interface Place {
  linkId: string;
  inside: boolean;
}
interface Editing {
  form: Questionnaire;
  problems: readonly FormProblem[];
  onForm: (form: Questionnaire) => void;
  open: string | null;
  setOpen: (linkId: string | null) => void;
  add: (place?: Place) => void;
}
function Buttons({ editing, item }: { editing: Editing; item: Item }) {
  const { form, onForm, setOpen, add } = editing;
  const [asking, setAsking] = useState(false);
  const { at, of, before, parent } = placeIn(form, item.linkId);
  const name = labelOf(item);
  const move = (next: Questionnaire, said: string) => {
    onForm(next);
    announce(said);
  };
  return (
    <div role="group" aria-label={t('form.buttonsOf', { name })} className="flex flex-wrap gap-1">
      {at > 0 && (
        <Button
          kind="quiet"
          onClick={() => move(moveItem(form, item.linkId, -1), t('form.moved', { name, n: at }))}
        >
          {t('form.moveUp')}
        </Button>
      )}
      {at < of - 1 && (
        <Button
          kind="quiet"
          onClick={() => move(moveItem(form, item.linkId, 1), t('form.moved', { name, n: at + 2 }))}
        >
          {t('form.moveDown')}
        </Button>
      )}
      {before?.type === 'group' && (
        <Button kind="quiet" onClick={() => onForm(moveInside(form, item.linkId))}>
          {t('form.moveInside', { name: labelOf(before) })}
        </Button>
      )}
      {parent && (
        <Button kind="quiet" onClick={() => onForm(moveOutside(form, item.linkId))}>
          {t('form.moveOutside', { name: labelOf(parent) })}
        </Button>
      )}
      <Button
        kind="quiet"
        icon="copy"
        onClick={() => {
          const made = duplicate(form, item.linkId);
          onForm(made.form);
          setOpen(made.linkId);
        }}
      >
        {t('form.duplicate')}
      </Button>
      <Button kind="quiet" icon="plus" onClick={() => add({ linkId: item.linkId, inside: false })}>
        {t('form.addBelow')}
      </Button>
      <Button kind="quiet" icon="close" onClick={() => setAsking(true)}>
        {t('form.delete')}
      </Button>
      <Dialog title={t('form.deleteTitle', { name })} open={asking} onClose={() => setAsking(false)} alert>
        <p className="mb-4">{t(item.item?.length ? 'form.deleteAll' : 'form.deleteOne')}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={() => onForm(removeItem(form, item.linkId))}>
            {t('form.delete')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
function Node({ editing, item }: { editing: Editing; item: Item }) {
  const { form, problems, onForm, open, setOpen, add } = editing;
  const own = problems.filter((p) => p.link_id === item.linkId);
  const is = open === item.linkId;
  return (
    <li className="grid gap-2">
      <div
        className={`rounded-lg border ${own.length > 0 ? 'border-2 border-danger' : is ? 'border-accent' : 'border-line'} bg-surface`}
      >
        <button
          type="button"
          aria-expanded={is}
          onClick={() => setOpen(is ? null : item.linkId)}
          className="flex min-h-11 w-full items-center gap-2 rounded-lg px-3 py-1.5 text-left hover:bg-sunken"
        >
          <span className={`min-w-0 flex-1 ${item.type === 'group' ? 'font-bold' : ''}`}>
            {labelOf(item)}
          </span>
          {item.required && <Badge tone="danger">{t('form.requiredMark')}</Badge>}
          {(item.enableWhen?.length ?? 0) > 0 && <Badge tone="info">{t('form.whenMark')}</Badge>}
          {calculatedOf(item) && <Badge>{t('form.calculated')}</Badge>}
          <span className="text-sm text-ink-soft">{t(`form.kind.${kindOf(item)}`)}</span>
          <Icon name="down" className={`size-4 text-ink-soft ${is ? 'rotate-180' : ''}`} />
        </button>
        {own.map((p, i) => (
          <div key={i} className="px-3 pb-2">
            <ErrorText>{pick(p)}</ErrorText>
          </div>
        ))}
        {is && (
          <div className="grid gap-4 border-t border-line p-3 sm:p-4">
            <Properties form={form} item={item} onItem={(next) => onForm(putItem(form, item.linkId, next))} />
            <Buttons editing={editing} item={item} />
          </div>
        )}
      </div>
      {item.type === 'group' && (
        <div className="grid gap-2 border-l-4 border-line pl-2 sm:pl-4">
          {item.item && item.item.length > 0 && (
            <List editing={editing} items={item.item} label={labelOf(item)} />
          )}
          <div>
            <Button kind="quiet" icon="plus" onClick={() => add({ linkId: item.linkId, inside: true })}>
              {t('form.addInside', { name: labelOf(item) })}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
function List({ editing, items, label }: { editing: Editing; items: readonly Item[]; label: string }) {
  return (
    <ol aria-label={label} className="grid gap-2">
      {items.map((item) => (
        <Node key={item.linkId} editing={editing} item={item} />
      ))}
    </ol>
  );
}
function Add({ onAdd }: { onAdd: (kind: Kind, text: string) => void }) {
  const form = useForm({
    initial: { kind: 'string' as string, text: '' },
    check: (v) => needed(v, ['text']),
    send: async (v) => onAdd(v.kind as Kind, v.text),
  });
  return (
    <Form form={form}>
      <TextField {...form.field('text')} label={t('form.text')} />
      <RadioGroup
        {...form.field('kind')}
        label={t('form.kindLabel')}
        inline={false}
        choices={kinds.map((value) => ({
          value,
          label: t(`form.kind.${value}`),
          hint: t(`form.kindHint.${value}`),
        }))}
      />
      <div>
        <Button type="submit" kind="primary">
          {t('form.add')}
        </Button>
      </div>
    </Form>
  );
}
export function Builder({ form, problems, onForm }: Pick<Editing, 'form' | 'problems' | 'onForm'>) {
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState<{ place?: Place } | null>(null);
  const editing: Editing = {
    form,
    problems,
    onForm,
    open,
    setOpen,
    add: (place) => setAdding(place ? { place } : {}),
  };
  return (
    <div className="grid gap-4">
      {problems
        .filter((p) => p.link_id === '')
        .map((p, i) => (
          <ErrorText key={i}>{pick(p)}</ErrorText>
        ))}
      <List editing={editing} items={form.item ?? []} label={t('form.items')} />
      <div>
        <Button icon="plus" onClick={() => setAdding({})}>
          {t('form.addLast')}
        </Button>
      </div>
      <Dialog title={t('form.addTitle')} open={adding !== null} onClose={() => setAdding(null)} held>
        {adding && (
          <Add
            onAdd={(kind, text) => {
              const item = newItem(form, kind, text, (n) => t('form.optionN', { n }));
              onForm(addItem(form, item, adding.place));
              setOpen(item.linkId);
              setAdding(null);
            }}
          />
        )}
      </Dialog>
    </div>
  );
}
