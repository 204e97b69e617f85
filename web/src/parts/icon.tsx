// Line icons on a 24 grid. Always beside words or inside a named control, so they are hidden from screen readers.
const paths = {
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  people:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-6 7-6s7 2 7 6M16 3.5a4 4 0 0 1 0 7.500M18 15c3 .5 4.500 2.500 4.500 6',
  plus: 'M12 5v14M5 12h14',
  pencil: 'M4 20l1-5L16.500 3.500a2 2 0 0 1 3 0l1 1a2 2 0 0 1 0 3L9 19l-5 1zM14 6l4 4',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  gear: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  building: 'M4 21V5l8-3v19M12 8l8 3v10M2 21h20M8 8v.01M8 12v.01M8 16v.01M16 14v.01M16 17v.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M4 12l6 6L20 6',
  warn: 'M12 3l10 18H2zM12 10v5M12 18v.01',
  alert: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM12 7v6M12 16.500v.01',
  info: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM12 11v6M12 7.500v.01',
  pin: 'M9 3h6l-1 7 4 4H6l4-4zM12 14v7',
  reply: 'M10 5L3 12l7 7v-4c6 0 9 2 11 5 0-7-4-11-11-11z',
  photo: 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M15.500 9.500v.01',
  file: 'M6 2h8l4 4v16H6zM14 2v4h4M9 12h6M9 16h6',
  eye: 'M2 12c3-5 6.500-7 10-7s7 2 10 7c-3 5-6.500 7-10 7s-7-2-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  key: 'M8 16a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM12.500 11.500H21v3M17 11.500v2.500',
  lock: 'M5 11h14v10H5zM8 11V7a4 4 0 1 1 8 0v4',
  phone:
    'M5 3h4l2 5-2.500 2a12 12 0 0 0 5.500 5.500l2-2.500 5 2v4c0 1-1 2-2 2C10.500 21 3 13.500 3 5c0-1 1-2 2-2z',
  home: 'M3 11l9-8 9 8M5 9v12h14V9M10 21v-6h4v6',
  copy: 'M8 8h12v13H8zM16 8V3H4v13h4',
  print: 'M7 8V3h10v5M5 17H3V8h18v9h-2M7 14h10v7H7z',
  download: 'M12 3v12M7 11l5 5 5-5M4 20h16',
  upload: 'M12 16V4M7 8l5-5 5 5M4 20h16',
  logout: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  history: 'M3 12a9 9 0 1 0 3-6.700L3 8M3 3v5h5M12 7v5l3 3',
  shield: 'M12 2l8 3v7c0 5-4 8-8 10-4-2-8-5-8-10V5z',
  heart: 'M12 21C5 15 2 12 2 8a5 5 0 0 1 10-1.500A5 5 0 0 1 22 8c0 4-3 7-10 13z',
  filter: 'M3 5h18l-7 8v7l-4-2v-5z',
  hide: 'M3 3l18 18M10 6c6-2 10 3 12 6-.7 1.200-1.500 2.200-2.400 3.100M6.500 7.500C4.500 9 3 11 2 12c3 5 6.500 7 10 7 1.500 0 3-.4 4.500-1.200',
  team: 'M12 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM5 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM19 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10.500 8L6.500 15M13.500 8l4 7M8 18h8',
  book: 'M4 4h6c1 0 2 1 2 2v15c0-1-1-2-2-2H4zM20 4h-6c-1 0-2 1-2 2v15c0-1 1-2 2-2h6z',
  hand: 'M4 12l5 5L20 6M2 16l3 3',
  question:
    'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM9 9.500a3 3 0 1 1 4 2.800c-.7.300-1 .9-1 1.700M12 17v.01',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`${className} shrink-0`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
