// Invented pictures: no photo of anybody.

/** A child's face, drawn. */
export const face = `<svg viewBox="0 0 400 400" width="400" height="400" xmlns="http://www.w3.org/2000/svg">
  <rect width="400" height="400" fill="#cfe8f5"/>
  <ellipse cx="200" cy="400" rx="130" ry="90" fill="#f2b84b"/>
  <circle cx="200" cy="205" r="112" fill="#3b2a20"/>
  <rect x="176" y="270" width="48" height="60" fill="#f0c9a4"/>
  <circle cx="200" cy="220" r="92" fill="#f7d7b5"/>
  <path d="M108 205 Q150 110 250 130 Q300 150 292 210 Q260 160 200 165 Q140 165 108 205Z" fill="#3b2a20"/>
  <circle cx="165" cy="225" r="10" fill="#2b2b2b"/><circle cx="235" cy="225" r="10" fill="#2b2b2b"/>
  <circle cx="140" cy="255" r="14" fill="#f3a9a0"/><circle cx="260" cy="255" r="14" fill="#f3a9a0"/>
  <path d="M165 265 Q200 300 235 265" fill="none" stroke="#a0503c" stroke-width="7" stroke-linecap="round"/>
</svg>`;

/** What a child of five paints: a house, the sun, and somebody in front of it. */
export const painting = `<svg viewBox="0 0 800 600" width="800" height="600" xmlns="http://www.w3.org/2000/svg">
  <rect width="800" height="600" fill="#fdf8ec"/>
  <circle cx="680" cy="110" r="62" fill="none" stroke="#e8590c" stroke-width="16"/>
  <g stroke="#e8590c" stroke-width="12" stroke-linecap="round"><path d="M680 20v-14M680 200v18M590 110h-18M770 110h18M616 46l-14-14M744 174l14 14M744 46l14-14M616 174l-14 14"/></g>
  <path d="M60 520 Q220 500 400 522 T790 505" fill="none" stroke="#2f9e44" stroke-width="22" stroke-linecap="round"/>
  <path d="M180 500V290H430V505Z" fill="#ffd8a8" stroke="#364fc7" stroke-width="12"/>
  <path d="M150 300 L305 165 L462 300Z" fill="#f03e3e" stroke="#c92a2a" stroke-width="12" stroke-linejoin="round"/>
  <rect x="215" y="340" width="70" height="62" fill="#a5d8ff" stroke="#364fc7" stroke-width="9"/>
  <rect x="335" y="380" width="62" height="122" fill="#b08968" stroke="#5f3d24" stroke-width="9"/>
  <g stroke="#5f3dc4" stroke-width="11" fill="none" stroke-linecap="round"><circle cx="575" cy="345" r="38"/><path d="M575 384v88M575 410l-48-26M575 410l52-30M575 472l-34 42M575 472l36 40"/><path d="M560 352q14 14 30 0"/></g>
</svg>`;

/** The front of a house where nobody lives: what an applicant's phone would show of the entrance. */
export const entrance = `<svg viewBox="0 0 900 600" width="900" height="600" xmlns="http://www.w3.org/2000/svg">
  <rect width="900" height="600" fill="#bfe0f2"/><rect y="470" width="900" height="130" fill="#a9b77f"/>
  <rect x="130" y="150" width="640" height="340" fill="#f3e6cf"/><path d="M100 160 L450 40 L800 160Z" fill="#b5563f"/>
  <rect x="390" y="290" width="120" height="200" fill="#7a5a3a"/><circle cx="490" cy="395" r="7" fill="#e8d9a8"/>
  <rect x="190" y="250" width="130" height="110" fill="#8fc3dd"/><rect x="580" y="250" width="130" height="110" fill="#8fc3dd"/>
  <rect x="280" y="190" width="340" height="60" rx="8" fill="#ffffff"/>
  <text x="450" y="231" font-size="30" text-anchor="middle" font-family="sans-serif" fill="#333">こども発達センター</text>
</svg>`;
