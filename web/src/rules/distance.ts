/**
 * How far apart two positions are, whichever of the two Chinese datums they were measured in.
 *
 * Pure. Twin: prooftrail/platform/processes/rules/distance.py; shared cases: cases/distance.
 */

export type Datum = "WGS84" | "GCJ02";

/** Degrees, the datum they are in (WGS84 unless said), and the radius of error in metres if known. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
  readonly datum?: Datum;
  readonly accuracy_m?: number | null;
}

/** Mean radius; the sphere is at most 0.6 % off the ellipsoid, about a metre at 200. */
export const EARTH_RADIUS_M = 6_371_008.8;

// The ellipsoid and the box of the GCJ-02 standard, as every Chinese map service uses them.
const AXIS_M = 6_378_245.0;
const ECCENTRICITY2 = 0.00669342162296594323;
const [SOUTH, NORTH, WEST, EAST] = [0.8293, 55.8271, 72.004, 137.8347];
const CLOSE_ENOUGH = 1e-10; // degrees: a hundredth of a millimetre
const TRIES = 30;

/**
 * Metres between two positions, to the decimetre. Throws RangeError for what is no point on earth.
 *
 * Stored coordinates are exact to a centimetre, so 200.0 m is as near as a limit of 200 m can be met.
 */
export function measureDistance(a: Position, b: Position): number {
  return Math.floor(greatCircle(toWgs84(a), toWgs84(b)) * 10 + 0.5) / 10;
}

/** The position in WGS-84; the error of the way back from GCJ-02 is below a millimetre. */
export function toWgs84(position: Position): Position {
  check(position);
  if (datumOf(position) === "WGS84") return position;
  let { lat, lng } = position;
  if (inChina(lat, lng)) {
    for (let tries = 0; tries < TRIES; tries++) {
      const [north, east] = shift(lat, lng);
      const [offLat, offLng] = [lat + north - position.lat, lng + east - position.lng];
      [lat, lng] = [lat - offLat, lng - offLng];
      if (Math.abs(offLat) < CLOSE_ENOUGH && Math.abs(offLng) < CLOSE_ENOUGH) break;
    }
  }
  return { ...position, lat, lng, datum: "WGS84" };
}

/** The position in GCJ-02, the datum of Chinese maps; outside China the two are the same. */
export function toGcj02(position: Position): Position {
  check(position);
  if (datumOf(position) === "GCJ02") return position;
  const { lat, lng } = position;
  const [north, east] = inChina(lat, lng) ? shift(lat, lng) : [0, 0];
  return { ...position, lat: lat + north, lng: lng + east, datum: "GCJ02" };
}

const datumOf = (position: Position): Datum => position.datum ?? "WGS84";

/** A NaN would be neither too far nor near enough. */
function check({ lat, lng, accuracy_m: accuracy }: Position): void {
  if (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180)) {
    throw new RangeError(`${lat}, ${lng} is no point on earth`);
  }
  if (accuracy != null && !(Number.isFinite(accuracy) && accuracy >= 0)) {
    throw new RangeError(`${accuracy} is no radius of error`);
  }
}

function greatCircle(a: Position, b: Position): number {
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const [halfLat, halfLng] = [(latB - latA) / 2, radians(b.lng - a.lng) / 2];
  const h = Math.sin(halfLat) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(halfLng) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The standard's own test: a box that takes in some of the neighbours as well. */
const inChina = (lat: number, lng: number): boolean =>
  SOUTH <= lat && lat <= NORTH && WEST <= lng && lng <= EAST;

/** What GCJ-02 adds to a WGS-84 point, in degrees. */
function shift(lat: number, lng: number): readonly [number, number] {
  const { sin, cos, sqrt, abs, PI } = Math;
  const [x, y] = [lng - 105.0, lat - 35.0];
  const ripple = 20.0 * sin(6.0 * x * PI) + 20.0 * sin(2.0 * x * PI);
  const root = sqrt(abs(x));
  let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
  north += (2.0 / 3.0) * (ripple + 20.0 * sin(y * PI) + 40.0 * sin((y / 3.0) * PI));
  north += (2.0 / 3.0) * (160.0 * sin((y / 12.0) * PI) + 320.0 * sin((y * PI) / 30.0));
  let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
  east += (2.0 / 3.0) * (ripple + 20.0 * sin(x * PI) + 40.0 * sin((x / 3.0) * PI));
  east += (2.0 / 3.0) * (150.0 * sin((x / 12.0) * PI) + 300.0 * sin((x / 30.0) * PI));
  const flat = 1 - ECCENTRICITY2 * sin(radians(lat)) ** 2;
  const metresNorth = (((AXIS_M * (1 - ECCENTRICITY2)) / (flat * sqrt(flat))) * PI) / 180.0;
  const metresEast = ((AXIS_M / sqrt(flat)) * cos(radians(lat)) * PI) / 180.0;
  return [north / metresNorth, east / metresEast];
}
