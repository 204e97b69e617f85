import { Dialog } from '../parts/dialog';
import { t } from '../words';
import { EventForm } from './event-form';
import type { CourseCheckup } from './types';

/** A new event of the course of life. */
export function AddDialog({
  checkups,
  onClose,
}: {
  checkups: readonly CourseCheckup[];
  onClose: () => void;
}) {
  return (
    <Dialog title={t('course.addTitle')} open onClose={onClose} held>
      <EventForm checkups={checkups} onDone={onClose} />
    </Dialog>
  );
}
