import type { ReactNode } from "react";

/** Our own small set, drawn on 24 × 24 with the stroke of the text around it. */
const SHAPES = {
  brief: <path d="M4 5h16v14H4zM8 9h8M8 12h8M8 15h5" />,
  cust: (
    <path d="M5.500 9a3.500 3.500 0 107 0 3.500 3.500 0 00-7 0M3 19c.6-3.400 3-5 6-5s5.400 1.600 6 5M16 6a3.500 3.500 0 010 6.500M18 14.500c1.700.8 2.700 2.300 3 4.500" />
  ),
  deal: <path d="M4 12h4l2-6 4 12 2-6h4" />,
  lead: <path d="M4 5h16l-6 8v6l-4-2v-4z" />,
  team: <path d="M4 19V9h4v10M10 19V5h4v14M16 19v-7h4v7M3 19h18" />,
  proc: (
    <path d="M3 12a2 2 0 104 0 2 2 0 00-4 0M10 12a2 2 0 104 0 2 2 0 00-4 0M17 12a2 2 0 104 0 2 2 0 00-4 0M7 12h3M14 12h3" />
  ),
  user: (
    <path d="M8.500 8a3.500 3.500 0 107 0 3.500 3.500 0 00-7 0M4.500 20c.8-4 3.700-6 7.500-6s6.700 2 7.500 6" />
  ),
  pic: <path d="M4 5h16v14H4zM4 16l4.500-5 4 4 3-3 4.500 4.500M14 9h.01" />,
  todo: <path d="M9 6h11M9 12h11M9 18h11M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2" />,
  hist: <path d="M12 7v5l3 2M4.500 9A8 8 0 1112 20a8 8 0 01-7.500-5M4 5v4h4" />,
  studio: (
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 104 0 2 2 0 00-4 0M7 17a2 2 0 104 0 2 2 0 00-4 0" />
  ),
  search: <path d="M5 11a6 6 0 1012 0 6 6 0 00-12 0M16 16l4 4" />,
  bell: <path d="M6 17V11a6 6 0 0112 0v6l1.500 2h-15zM10 21h4" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  more: <path d="M6 12h.01M12 12h.01M18 12h.01" strokeWidth="2.400" />,
  doc: <path d="M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5" />,
  sign: <path d="M4 19h16M5 15c3-6 5-9 6.500-8.500S10 13 11.500 14s3-4 4-3.500.5 2.500 3.500 2" />,
  mic: (
    <path d="M12 4a2.500 2.500 0 00-2.500 2.500v5a2.500 2.500 0 005 0v-5A2.500 2.500 0 0012 4zM6 11a6 6 0 0012 0M12 17v3" />
  ),
  pin: <path d="M12 21c-4-5-6-8-6-11a6 6 0 0112 0c0 3-2 6-6 11zM10 10a2 2 0 104 0 2 2 0 00-4 0" />,
  cam: <path d="M4 8h4l1.500-2h5L16 8h4v11H4zM8.500 13a3.500 3.500 0 107 0 3.500 3.500 0 00-7 0" />,
  cash: <path d="M3 7h18v10H3zM9.500 12a2.500 2.500 0 105 0 2.500 2.500 0 00-5 0M6 10v4M18 10v4" />,
  quote: <path d="M5 6h14v9h-8l-4 4v-4H5z" />,
  clock: <path d="M4 12a8 8 0 1016 0 8 8 0 00-16 0M12 8v4l3 2" />,
  check: <path d="M5 12.500l4.500 4.500L19 7" />,
  x: <path d="M6 6l12 12M18 6L6 18" />,
  info: <path d="M12 11v6M12 7.500h.01" strokeWidth="2" />,
  sync: (
    <path d="M5 10a7.500 7.500 0 0113-2.500L20 9M20 5v4h-4M19 14a7.500 7.500 0 01-13 2.500L4 15M4 19v-4h4" />
  ),
  lock: <path d="M6 11h12v9H6zM9 11V8a3 3 0 016 0v3" />,
  edit: <path d="M5 19l1-4L16 5l3 3L9 18zM14 7l3 3" />,
  trash: <path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5" />,
  undo: <path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 010 11H9" />,
  filter: <path d="M4 6h16M7 12h10M10 18h4" />,
  columns: <path d="M4 5h16v14H4zM10 5v14M15 5v14" />,
  download: <path d="M12 4v11M7.500 10.500L12 15l4.500-4.500M5 20h14" />,
  upload: <path d="M12 15V4M7.500 8.500L12 4l4.500 4.500M5 20h14" />,
  up: <path d="M12 19V5M6 11l6-6 6 6" />,
  down: <path d="M12 5v14M6 13l6 6 6-6" />,
  right: <path d="M5 12h14M13 6l6 6-6 6" />,
  left: <path d="M19 12H5M11 6l-6 6 6 6" />,
  chevron: <path d="M6 9l6 6 6-6" />,
  eye: (
    <path d="M3 12c2.500-4.500 5.500-6.500 9-6.500s6.500 2 9 6.500c-2.500 4.500-5.500 6.500-9 6.500S5.500 16.500 3 12zM9.500 12a2.500 2.500 0 105 0 2.500 2.500 0 00-5 0" />
  ),
  out: <path d="M10 4H5v16h5M9 12h11M16 8l4 4-4 4" />,
  sun: (
    <path d="M8 12a4 4 0 108 0 4 4 0 00-8 0M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600L7 7M17 17l1.400 1.400M5.600 18.400L7 17M17 7l1.400-1.400" />
  ),
  grip: <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth="2.4" />,
  board: <path d="M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z" />,
  list: <path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01" />,
  letter: <path d="M5 6V4.500h14V6M12 4.500v15M9.500 19.500h5" />,
  hash: <path d="M5 9h14M4 15h14M10 4L8 20M16 4l-2 16" />,
  percent: <path d="M18 5L6 19M5.500 7a2 2 0 104 0 2 2 0 00-4 0M14.500 17a2 2 0 104 0 2 2 0 00-4 0" />,
  phone: (
    <path d="M6 4h3l1.500 4-2 1.500a11 11 0 006 6l1.500-2 4 1.500v3c0 1-.8 2-2 2C11 19.500 4.500 13 4 6c0-1.200 1-2 2-2z" />
  ),
  mail: <path d="M4 6h16v12H4zM4 7l8 6 8-6" />,
  day: <path d="M5 6h14v14H5zM5 10h14M9 3.500V7M15 3.500V7" />,
  fx: <path d="M11 5c-2.500-.500-3.500 1-3.500 3.500V19M4.500 11h6M13 12l6 7M19 12l-6 7" />,
  number: <path d="M4 7l2-1.500V18M11 8a2.500 2.500 0 115 .500c0 2-5 5-5 9.500h5.500M19.500 18h.01" />,
  pick: <path d="M4 7h16v10H4zM13 11l2.500 2.500L18 11" />,
  link: (
    <path d="M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1" />
  ),
  links: (
    <path d="M4 7h7M4 12h7M4 17h7M14 8a2.500 2.500 0 105 0 2.500 2.500 0 00-5 0M14 16a2.500 2.500 0 105 0 2.500 2.500 0 00-5 0" />
  ),
  globe: <path d="M4 12a8 8 0 1016 0 8 8 0 00-16 0M4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

interface IconProps {
  name: IconName;
  size?: "s" | "m" | "l";
  /** Only where the icon stands alone; next to words it stays silent. */
  label?: string;
}

export function Icon({ name, size = "m", label }: IconProps) {
  const silent = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return (
    <svg className={size === "m" ? "i" : `i ${size}`} viewBox="0 0 24 24" {...silent}>
      {SHAPES[name]}
    </svg>
  );
}
