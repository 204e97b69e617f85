import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { DocumentLine } from '../api/types';
import { ClassMark } from '../notebook/marks';
import { Badge } from '../parts/badge';
import { LinkButton } from '../parts/button';
import { useFirst } from '../parts/first';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { shortTime } from '../words/dates';
import { periodOf, ReviewMark, StageMark, standing } from './marks';
import { documentsQuery } from './queries';

function Line({ line, person }: { line: DocumentLine; person: string }) {
  const { force } = line;
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/people/$person/documents/$document"
        params={{ person, document: line.id }}
        className="flex items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <span className="grid min-w-0 flex-1 gap-1">
          <span className="text-lg font-bold">{line.title}</span>
          <span className="flex flex-wrap items-center gap-2">
            <StageMark line={line} />
            <ReviewMark line={line} />
            <ClassMark infoClass={line.info_class} />
            {line.open_comments > 0 && (
              <Badge tone="info" icon="reply">
                {t('document.openComments', { n: line.open_comments })}
              </Badge>
            )}
          </span>
          <span className="text-sm text-ink-soft">
            {force && `${periodOf(force)}・`}
            {t('document.changedBy', { name: line.changed_by_name, time: shortTime(line.changed_at) })}
          </span>
        </span>
        <Icon name="next" className="size-4 text-ink-soft" />
      </Link>
    </li>
  );
}
const order = ['waiting', 'force', 'draft', 'past'] as const;
/** About what a phone shows of them. */
const first = 5;

/** In groups by what they ask for. */
function Groups({ items, person }: { items: readonly DocumentLine[]; person: string }) {
  const sorted = useMemo(() => order.flatMap((at) => items.filter((line) => standing(line) === at)), [items]);
  const shown = useFirst(sorted, first, `documents ${person}`);
  return order.map((at) => {
    const lines = shown.filter((line) => standing(line) === at);
    return (
      lines.length > 0 && (
        <Section key={at} title={t(`document.group.${at}`)} flush>
          <ul>
            {lines.map((line) => (
              <Line key={line.id} line={line} person={person} />
            ))}
          </ul>
        </Section>
      )
    );
  });
}

/** Plans and papers of one person: what waits, what holds, what is being written, what was. */
export function DocumentsPage() {
  const person = usePerson();
  const documents = useQuery(documentsQuery(person.id));
  const begin = documents.data?.may_begin && (
    <LinkButton
      kind="primary"
      icon="plus"
      floats
      to="/people/$person/documents/new"
      params={{ person: person.id }}
    >
      {t('document.begin')}
    </LinkButton>
  );
  return (
    <Page
      title={t('document.of', { name: fullName(person) })}
      lead={t(person.access.is_guardian ? 'document.leadGuardian' : 'document.lead')}
      actions={begin}
      narrow
    >
      <Loaded query={documents}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <EmptyState icon="file" title={t('document.empty')}>
                <p>{t(person.access.is_guardian ? 'document.emptyGuardian' : 'document.emptyLead')}</p>
              </EmptyState>
            </div>
          ) : (
            <Groups items={items} person={person.id} />
          )
        }
      </Loaded>
    </Page>
  );
}
