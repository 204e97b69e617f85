// A large door to one place: what the first screen of a family, and of the person themself, is made of.
import { Link } from '@tanstack/react-router';

import { Icon, type IconName } from '../parts/icon';
import { Ruby } from '../parts/ruby';

export function Door({
  to,
  icon,
  title,
  lead,
  look,
}: {
  to: string;
  icon: IconName;
  title: string;
  lead: string;
  look: string;
}) {
  return (
    <Link
      to={to}
      className={`flex min-h-28 items-center gap-4 rounded-2xl px-5 py-4 no-underline hover:opacity-90 ${look}`}
    >
      <Icon name={icon} className="size-10" />
      <span>
        <span className="block text-xl leading-loose font-bold">
          <Ruby text={title} />
        </span>
        <span className="block leading-loose">
          <Ruby text={lead} />
        </span>
      </span>
    </Link>
  );
}
