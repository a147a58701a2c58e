import { number } from "@/app/format";
import { gridStep, latitude, longitude, project, ruler, type Look } from "./plane";
import { useViewWords } from "../words";

interface MapGroundProps {
  look: Look;
  width: number;
  height: number;
}

const shownDegrees = (degrees: number, signs: readonly [string, string]): string =>
  `${number(Math.abs(degrees), { maximumFractionDigits: 3 })}°${degrees < 0 ? signs[1] : signs[0]}`;

/** Lines of longitude and latitude with their degrees, and a ruler: enough to tell where and how far. */
export function MapGround({ look, width, height }: MapGroundProps) {
  const words = useViewWords();
  const step = gridStep(look.scale);
  const west = longitude(look.x - width / 2 / look.scale);
  const east = longitude(look.x + width / 2 / look.scale);
  const north = latitude(look.y - height / 2 / look.scale);
  const south = latitude(look.y + height / 2 / look.scale);
  const steps = (from: number, to: number) =>
    Array.from(
      { length: Math.max(0, Math.floor(to / step) - Math.ceil(from / step) + 1) },
      (_, at) => (Math.ceil(from / step) + at) * step,
    );
  const across = steps(west, east).map((lng) => {
    const x = (project({ lat: 0, lng: wrapped(lng), datum: "WGS84" }).x - look.x) * look.scale + width / 2;
    return { lng, x };
  });
  const along = steps(Math.max(south, -84), Math.min(north, 84)).map((lat) => {
    const y = (project({ lat, lng: 0, datum: "WGS84" }).y - look.y) * look.scale + height / 2;
    return { lat, y };
  });
  const { metres, pixels } = ruler(look);
  const length = metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`;
  return (
    <>
      <svg className="mp-g" width={width} height={height} aria-hidden="true">
        {across.map(({ lng, x }) => (
          <g key={`x${lng}`}>
            <line x1={x} y1={0} x2={x} y2={height} />
            <text x={x + 4} y={12}>
              {shownDegrees(lng, ["E", "W"])}
            </text>
          </g>
        ))}
        {along.map(({ lat, y }) => (
          <g key={`y${lat}`}>
            <line x1={0} y1={y} x2={width} y2={y} />
            <text x={4} y={y - 4}>
              {shownDegrees(lat, ["N", "S"])}
            </text>
          </g>
        ))}
      </svg>
      <p className="mp-r sm n" title={words.map.ruler}>
        <i style={{ width: pixels }} />
        {length}
      </p>
    </>
  );
}

/** The same meridian within the range of degrees. */
const wrapped = (lng: number): number => Math.max(-180, Math.min(180, lng));
