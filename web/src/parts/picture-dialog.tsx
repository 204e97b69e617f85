import { t } from '../words';
import { Dialog } from './dialog';
import { Icon } from './icon';

/** A picture large, with a link to take it along; `null`: closed. */
export function PictureDialog({
  picture,
  onClose,
}: {
  picture: { filename: string; url: string } | null;
  onClose: () => void;
}) {
  return (
    <Dialog title={picture?.filename ?? ''} open={picture !== null} onClose={onClose} wide>
      {picture && (
        <div className="grid gap-3">
          <img src={picture.url} alt={picture.filename} className="mx-auto max-h-[70dvh] rounded-lg" />
          <a
            href={picture.url}
            download={picture.filename}
            className="inline-flex min-h-11 items-center gap-2"
          >
            <Icon name="download" />
            {t('common.download')}
          </a>
        </div>
      )}
    </Dialog>
  );
}
