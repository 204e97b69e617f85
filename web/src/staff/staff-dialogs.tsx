import type { StaffView } from '../api/types';
import { Dialog } from '../parts/dialog';
import { LinkBox } from '../parts/link-box';
import { t } from '../words';
import { EditStaff } from './staff-forms';

export type OpenPost = { at: 'edit'; staff: StaffView } | { at: 'link'; name: string; url: string };

/** What opens over a list of posts: one of them, and a link to hand over. `facility` is null for the operators'. */
export function StaffDialogs({
  facility,
  open,
  onOpen,
  onChanged,
}: {
  facility: string | null;
  open: OpenPost | null;
  onOpen: (open: OpenPost | null) => void;
  onChanged: () => void;
}) {
  const close = () => onOpen(null);
  return (
    <>
      <Dialog
        title={t(facility === null ? 'operators.edit' : 'staff.edit')}
        open={open?.at === 'edit'}
        onClose={close}
      >
        {open?.at === 'edit' && (
          <EditStaff
            staff={open.staff}
            facility={facility}
            onDone={() => {
              onChanged();
              close();
            }}
            onLink={(url) => onOpen({ at: 'link', name: open.staff.name, url })}
          />
        )}
      </Dialog>
      <Dialog
        title={open?.at === 'link' ? t('staff.linkFor', { name: open.name }) : ''}
        open={open?.at === 'link'}
        onClose={close}
        alert
      >
        {open?.at === 'link' && <LinkBox url={open.url} label={t('invitation.link')} />}
      </Dialog>
    </>
  );
}
