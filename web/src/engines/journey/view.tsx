import { useEffect, useRef, useState } from "react";
import { useHref, useNavigate } from "react-router";
import { companyDay, date, number } from "@/app/format";
import { useMe } from "@/app/queries";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { say } from "@/ui/notice";
import { Menu, Popover } from "@/ui/popover";
import { Section } from "@/ui/section";
import { Empty, Failed, Loading } from "@/ui/states";
import { Entries } from "./entries";
import { layOut, type Group } from "./layout";
import { useNames } from "./names";
import { frameOf, JourneyPicture, lineOf } from "./picture";
import { download, pngOf, svgOf } from "./picture-file";
import {
  EVERYTHING,
  ZOOMS,
  type Cell,
  type Journey,
  type Mark,
  type Span,
  type Wanted,
  type Zoom,
} from "./shapes";
import { Sieve } from "./sieve";
import { nearer, spanAt } from "./spans";
import { useJourney, type Whose } from "./use-journey";
import { useJourneyWords } from "./words";
import "./journey.css";

interface JourneyViewProps {
  object: Whose;
  id: string;
  title: string;
  /** Opens a thing beside the page where it can (true); else its own page is opened. */
  onOpen?: (mark: Mark) => boolean;
  /** The page of a thing, within the app; the desk's where nothing is said. */
  pathOf?: (mark: Mark) => string;
}

const CELL = 26;

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = frame.current;
    if (!node) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.floor(node.clientWidth)));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  return [frame, width] as const;
}

/** 旅程图 of a customer or a deal: drawn, searched, opened mark by mark, taken away as a picture. */
export function JourneyView({ object, id, title, onOpen, pathOf = deskPath }: JourneyViewProps) {
  const words = useJourneyWords();
  const names = useNames();
  const navigate = useNavigate();
  const base = useHref("/").replace(/\/$/, "");
  const drawing = useRef<SVGSVGElement>(null);
  const [frame, width] = useWidth();
  const [wanted, setWanted] = useState<Wanted>(EVERYTHING);
  const [zoom, setZoom] = useState<Zoom>("all");
  const [span, setSpan] = useState<Span>(null);
  const [list, setList] = useState(false);
  const [picked, setPicked] = useState<{ group: Group; lane: string } | null>(null);
  const place = frameOf(width);
  const line = lineOf(place);
  const columns = width ? Math.min(120, Math.max(6, Math.floor(line / CELL))) : 0;
  const { data: journey, error, refetch } = useJourney(object, id, span, wanted, columns);
  const go = (next: Span, to: Zoom) => {
    setSpan(next);
    setZoom(to);
    setPicked(null);
  };
  const into = (since: string, until: string) => {
    const middle = new Date((Date.parse(since) + Date.parse(until)) / 2).toISOString();
    const next = spanAt(nearer(zoom), middle);
    const longer =
      next && Date.parse(next.until) - Date.parse(next.since) > Date.parse(until) - Date.parse(since);
    if (next && longer && zoom !== "month") return go(next, nearer(zoom));
    go({ since, until }, "month");
  };
  const open = (mark: Mark) => {
    if (!onOpen?.(mark)) void navigate(pathOf(mark));
  };
  const openGroup = (group: Group, lane: string) => {
    if (group.cell) return into(group.cell.since, group.cell.until);
    setPicked((before) => (before?.group.key === group.key ? null : { group, lane }));
  };
  const known = Object.keys(journey?.known.lanes ?? {}).length > 0;
  const shared = { names, hrefOf: (mark: Mark) => `${base}${pathOf(mark)}`, onMark: open };
  return (
    <Section
      title={words.title}
      note={journey ? words.note(number(journey.total)) : ""}
      extra={<Save drawing={drawing} off={!journey?.total || list} title={title} />}
    >
      <Sieve journey={journey} wanted={wanted} onWant={setWanted} names={names} />
      {known || span ? (
        <Moves journey={journey} zoom={zoom} span={span} list={list} onGo={go} onList={setList} />
      ) : null}
      <div ref={frame} className="journey">
        {error && !journey ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {!journey && !error ? <Loading lines={5} /> : null}
        {journey?.total === 0 ? (
          <Empty
            title={known ? words.noneFound : words.none}
            action={
              known ? (
                <Button onClick={() => [setWanted(EVERYTHING), go(null, "all")]}>{words.clear}</Button>
              ) : null
            }
          >
            {known ? words.noneFoundText : words.noneText}
          </Empty>
        ) : null}
        {journey && journey.total > 0 && list ? (
          <Entries
            {...shared}
            marks={journey.marks}
            cells={journey.cells}
            onCell={(cell: Cell) => into(cell.since, cell.until)}
          />
        ) : null}
        {journey && journey.total > 0 && !list && width > 0 ? (
          <JourneyPicture
            {...shared}
            ref={drawing}
            layout={layOut(journey, line)}
            frame={place}
            marks={journey.marks}
            caption={words.caption(title)}
            span={spanned(journey, words.stretch)}
            picked={picked?.group ?? null}
            onGroup={openGroup}
          />
        ) : null}
      </div>
      {picked && !list ? (
        <Section
          thin
          title={words.together(names.lane(picked.lane), number(picked.group.count))}
          extra={
            <>
              <Button
                small
                kind="quiet"
                onClick={() => into(picked.group.marks[0]?.at ?? "", picked.group.marks.at(-1)?.at ?? "")}
              >
                {words.nearer}
              </Button>
              <Button small kind="quiet" onClick={() => setPicked(null)}>
                {words.close}
              </Button>
            </>
          }
        >
          <Entries {...shared} marks={picked.group.marks} />
        </Section>
      ) : null}
      {journey && !list && journey.bands.length > 0 && journey.deals > journey.bands.length ? (
        <p className="sm mut">{words.more(number(journey.deals - journey.bands.length))}</p>
      ) : null}
    </Section>
  );
}

const deskPath = (mark: Mark): string => `/o/${mark.object}/${mark.id}`;

const spanned = (journey: Journey, words: (since: string, until: string) => string): string => {
  if (!journey.since || !journey.until) return "";
  const last = new Date(Date.parse(journey.until) - 1_000);
  return words(date(companyDay(journey.since)), date(companyDay(last)));
};

interface MovesProps {
  journey: Journey | undefined;
  zoom: Zoom;
  span: Span;
  list: boolean;
  onGo: (span: Span, zoom: Zoom) => void;
  onList: (list: boolean) => void;
}

/** Through time: how much of it, back and on; and picture or list. */
function Moves({ journey, zoom, span, list, onGo, onList }: MovesProps) {
  const words = useJourneyWords();
  const now = useMe().data?.now ?? new Date().toISOString();
  const at = span?.since ?? journey?.last ?? now;
  return (
    <div className="jn-moves">
      <div className="seg" role="group" aria-label={words.zoom}>
        {ZOOMS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={zoom === each}
            onClick={() => onGo(spanAt(each, at), each)}
          >
            {words.zooms[each]}
          </button>
        ))}
      </div>
      {span ? (
        <>
          <button
            type="button"
            className="tap"
            aria-label={words.before}
            onClick={() => onGo(spanAt(zoom, at, -1), zoom)}
          >
            <Icon name="left" />
          </button>
          <b className="n">{journey ? spanned(journey, words.stretch) : ""}</b>
          <button
            type="button"
            className="tap"
            aria-label={words.after}
            onClick={() => onGo(spanAt(zoom, at, 1), zoom)}
          >
            <Icon name="right" />
          </button>
        </>
      ) : null}
      <span className="grow" />
      <div className="seg" role="group" aria-label={words.look}>
        {[false, true].map((each) => (
          <button key={String(each)} type="button" aria-pressed={list === each} onClick={() => onList(each)}>
            {each ? words.list : words.picture}
          </button>
        ))}
      </div>
    </div>
  );
}

interface SaveProps {
  drawing: React.RefObject<SVGSVGElement | null>;
  off: boolean;
  title: string;
}

function Save({ drawing, off, title }: SaveProps) {
  const words = useJourneyWords();
  const save = async (kind: "svg" | "png") => {
    if (!drawing.current) return;
    try {
      const file = kind === "svg" ? svgOf(drawing.current) : await pngOf(drawing.current);
      download(file, `${words.file(title)}.${kind}`);
    } catch {
      say(words.notDrawn);
    }
  };
  if (off) return null;
  return (
    <Popover
      kind="menu"
      side="right"
      label={words.save}
      door={(door) => (
        <Button {...door} small icon="download">
          {words.save}
        </Button>
      )}
    >
      {(close) => (
        <Menu
          close={close}
          items={[
            { key: "svg", label: words.asSvg, icon: "download", onPick: () => void save("svg") },
            { key: "png", label: words.asPng, icon: "pic", onPick: () => void save("png") },
          ]}
        />
      )}
    </Popover>
  );
}
