import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { ClassMark } from '../notebook/marks';
import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Facts, Loaded } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { dateTime } from '../words/dates';
import { EventForm } from './event-form';
import { courseEventQuery, refreshCourse } from './queries';
import { periodText, titleOf, type Item } from './rules';
import type { CourseCheckup, CourseEvent } from './types';

function HideForm({ event, onDone }: { event: CourseEvent; onDone: () => void }) {
  return (
    <WithReason
      kind="danger"
      words={{ lead: t('course.hideLead'), act: t('course.hide'), done: t('course.hiddenDone') }}
      send={(why) => api.post(`/people/${event.person_id}/course/${event.id}/hide`, why)}
      onDone={() => {
        refreshCourse(event.person_id);
        onDone();
      }}
    />
  );
}
function Versions({ event }: { event: CourseEvent }) {
  const detail = useQuery(courseEventQuery(event.person_id, event.id));
  return (
    <Loaded query={detail}>
      {({ versions }) => (
        <ol className="grid gap-2">
          {versions.map((v) => (
            <PastVersion key={v.version} version={v}>
              <p>
                {periodText(v.content.starts_on, v.content.ends_on)} {v.content.title}
              </p>
              {v.content.body && <p className="prose">{v.content.body}</p>}
            </PastVersion>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
function EventView({
  event,
  onGo,
}: {
  event: CourseEvent;
  onGo: (at: 'edit' | 'hide' | 'versions') => void;
}) {
  const { may } = usePerson().access;
  const { content } = event;
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap gap-2">
        <Badge>{t(`course.kind.${content.kind}`)}</Badge>
        <ClassMark infoClass={content.info_class} />
      </p>
      {event.hidden ? (
        <p>{t('course.hidden', { name: event.hidden.by_name, reason: event.hidden.reason })}</p>
      ) : (
        <>
          <Facts
            items={[
              [t('course.when'), periodText(content.starts_on, content.ends_on)],
              [t('course.place'), content.place],
            ]}
          />
          {content.body && <p className="prose">{content.body}</p>}
        </>
      )}
      <p className="text-sm text-ink-soft">
        {t('course.writtenBy', {
          name: [event.author_facility, event.author_name].filter(Boolean).join(' '),
          time: dateTime(event.posted_at),
        })}
      </p>
      {!event.hidden && (
        <div className="flex flex-wrap gap-2">
          {event.may_edit && (
            <Button icon="pencil" onClick={() => onGo('edit')}>
              {t('task.edit')}
            </Button>
          )}
          {may.includes('read_past') && (
            <Button kind="quiet" icon="history" onClick={() => onGo('versions')}>
              {t('task.history')}
            </Button>
          )}
          {event.may_edit && (
            <Button kind="quiet" icon="hide" onClick={() => onGo('hide')}>
              {t('course.hide')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
function CheckupView({ checkup, onRecord }: { checkup: CourseCheckup; onRecord: () => void }) {
  const { may } = usePerson().access;
  return (
    <div className="grid gap-4">
      <Facts
        items={[
          [t('course.when'), periodText(checkup.from, checkup.to)],
          [t('course.checkups'), t(`course.state.${checkup.state}`)],
          [t('course.basis'), t(`course.basis.${checkup.basis}`)],
          [t('course.ground'), pick({ ja: checkup.ground_ja, en: checkup.ground_en })],
        ]}
      />
      {may.includes('post') && checkup.state !== 'future' && (
        <div>
          <Button kind="primary" icon="pencil" onClick={onRecord}>
            {t('course.record')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** One thing of the line in full, with what can be done about it. */
export function ItemDialog({
  item,
  checkups,
  onClose,
}: {
  item: Item;
  checkups: readonly CourseCheckup[];
  onClose: () => void;
}) {
  const person = usePerson();
  const [at, setAt] = useState<'view' | 'edit' | 'hide' | 'versions' | 'record'>('view');
  return (
    <Dialog title={titleOf(item, checkups)} open onClose={onClose} held={at === 'edit' || at === 'record'}>
      {item.is === 'place' && (
        <Facts
          items={[
            [t('course.kind'), t(item.place.kind === 'school' ? 'course.school' : 'course.facility')],
            [t('course.when'), periodText(item.place.from, item.place.to, true)],
            [t('course.what'), item.place.detail],
          ]}
        />
      )}
      {item.is === 'assessment' && (
        <div className="grid gap-4">
          <Facts items={[[t('course.when'), periodText(item.from)]]} />
          <div>
            <LinkButton
              to="/people/$person/assessments/$assessment"
              params={{ person: person.id, assessment: item.assessment.id }}
            >
              {t('course.openAssessment')}
            </LinkButton>
          </div>
        </div>
      )}
      {item.is === 'checkup' &&
        (at === 'record' ? (
          <EventForm checkups={checkups} checkup={item.checkup.code} onDone={onClose} />
        ) : (
          <CheckupView checkup={item.checkup} onRecord={() => setAt('record')} />
        ))}
      {item.is === 'event' && (
        <>
          {at === 'view' && <EventView event={item.event} onGo={setAt} />}
          {at === 'edit' && <EventForm checkups={checkups} event={item.event} onDone={onClose} />}
          {at === 'hide' && <HideForm event={item.event} onDone={onClose} />}
          {at === 'versions' && <Versions event={item.event} />}
        </>
      )}
    </Dialog>
  );
}
