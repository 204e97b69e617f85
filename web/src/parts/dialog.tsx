import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

import { t } from '../words';
import { IconButton } from './button';

/** A modal sheet: from below on phones, in the middle on wide screens. Escape closes; focus returns. `held`: a touch beside it does not close it, for forms with much typed in. */
export function Dialog({
  title,
  open,
  onClose,
  children,
  wide = false,
  alert = false,
  held = false,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  alert?: boolean;
  held?: boolean;
}) {
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(is) => !is && onClose()}
      isDismissable={!alert && !held}
      className="dialog-overlay fixed inset-0 z-50 flex items-end justify-center bg-[rgb(0_0_0/0.55)] sm:items-center sm:p-6"
    >
      <Modal
        className={`dialog-sheet max-h-[92dvh] w-full overflow-y-auto rounded-t-2xl bg-surface text-ink shadow-card sm:rounded-2xl ${wide ? 'sm:max-w-3xl' : 'sm:max-w-lg'}`}
      >
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className="p-5 outline-none sm:p-6">
          <div className="mb-4 flex items-start justify-between gap-3">
            <Heading slot="title" className="pt-1.5 text-xl font-bold">
              {title}
            </Heading>
            <IconButton name={t('common.close')} icon="close" onClick={onClose} className="-mt-1 -mr-2" />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
