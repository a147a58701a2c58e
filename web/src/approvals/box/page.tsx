import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Loading } from "@/ui";
import { BOXES, useBox, type Box, type Line } from "../api";
import { useApprovalWords } from "../words";
import { Batch } from "./batch";
import { Figures } from "./figures";
import { Lines } from "./lines";
import { SheetView } from "./sheet";
import { StandIn } from "./stand-in";
import "@/records/records.css";
import "./box.css";

/** The boxes at the left, the sheet at the right: one after the other without going back. */
export function ApprovalsPage() {
  const words = useApprovalWords();
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const asked = params.get("box");
  const box = BOXES.find((each) => each === asked) ?? "todo";
  const [open, setOpen] = useState<"stand-in" | "figures" | null>(null);
  const panel =
    open === "stand-in" ? (
      <StandIn onClose={() => setOpen(null)} />
    ) : open === "figures" ? (
      <Figures onClose={() => setOpen(null)} />
    ) : null;
  return (
    <Page title={words.title} panel={panel}>
      <header className="list-h">
        <h1>{words.title}</h1>
        <nav className="ap-boxes" aria-label={words.title}>
          {BOXES.map((each) => (
            <Link
              key={each}
              to={`/approvals?box=${each}`}
              className={each === box ? "on" : undefined}
              aria-current={each === box ? "page" : undefined}
            >
              {words.boxes[each]}
            </Link>
          ))}
        </nav>
        <span className="grow" />
        <Button small kind="quiet" onClick={() => setOpen("stand-in")}>
          {words.standIn}
        </Button>
        <Button small kind="quiet" icon="fx" onClick={() => setOpen("figures")}>
          {words.figures}
        </Button>
      </header>
      <Room key={box} box={box} id={id} />
    </Page>
  );
}

function Room({ box, id }: { box: Box; id: string }) {
  const words = useApprovalWords();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useBox(box);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const lines = data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = lines.filter((line) => picked.has(line.id) && line.task !== null);
  const [title, text] = words.empty[box];
  return (
    <div className={id ? "ap-2 open" : "ap-2"}>
      <section className="ap-list" aria-label={words.boxes[box]}>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {isPending ? <Loading lines={6} /> : null}
        {data && lines.length === 0 ? <Empty title={title}>{text}</Empty> : null}
        {box === "todo" && lines.length > 0 ? (
          <Batch lines={lines} chosen={chosen} onPick={(ids) => setPicked(new Set(ids))} />
        ) : null}
        <Lines
          lines={lines}
          box={box}
          open={id}
          {...(box === "todo"
            ? { picked, onPick: (line: Line, on: boolean) => setPicked(toggled(picked, line.id, on)) }
            : {})}
        />
        {hasNextPage ? (
          <p className="st-a">
            <Button small onClick={() => void fetchNextPage()}>
              {words.more}
            </Button>
          </p>
        ) : null}
      </section>
      <div className="ap-sheet">
        {id ? <SheetView key={id} id={id} box={box} next={nextOf(lines, id)} /> : null}
        {!id && lines.length > 0 ? <p className="mut ap-none">{words.none}</p> : null}
      </div>
    </div>
  );
}

function toggled(all: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(all);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

/** The one below, or the first other one: what is read after this is done. */
const nextOf = (lines: readonly Line[], id: string): string | null => {
  const at = lines.findIndex((line) => line.id === id);
  return lines[at + 1]?.id ?? lines.find((line) => line.id !== id)?.id ?? null;
};
