import { Link } from "react-router";
import { number, time } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { Page } from "@/desk/page";
import { NameOf } from "@/events/change";
import { Button, Chip, Empty, Failed, LinkButton, Loading, type Tone } from "@/ui";
import { useImports } from "./calls";
import { isBusy, type ImportShown } from "./shapes";
import { useImportWords } from "./words";
import "@/records/records.css";
import "./imports.css";

const TONES: Record<ImportShown["state"], Tone> = {
  checking: "line",
  checked: "amber",
  applying: "indigo",
  done: "jade",
  failed: "plum",
  undone: "line",
};

/** Past imports, the newest first, each a door to its result and its undo. */
export function ImportsPage() {
  const words = useImportWords();
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useImports();
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const start = (
    <LinkButton small kind="ink" icon="upload" to="/imports/new">
      {words.start}
    </LinkButton>
  );
  return (
    <Page title={words.past}>
      <header className="list-h">
        <h1 className="grow">{words.past}</h1>
        {start}
      </header>
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data && rows.length === 0 ? <Empty title={words.list.none}>{words.list.noneText}</Empty> : null}
      {rows.length > 0 ? <Past rows={rows} /> : null}
      {hasNextPage ? (
        <Button small kind="quiet" onClick={() => void fetchNextPage()}>
          {words.list.older}
        </Button>
      ) : null}
    </Page>
  );
}

function Past({ rows }: { rows: ImportShown[] }) {
  const words = useImportWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  return (
    <table className="tb imp-past">
      <thead>
        <tr>
          <th scope="col">{words.list.file}</th>
          <th scope="col">{words.list.object}</th>
          <th scope="col">{words.list.state}</th>
          <th scope="col" className="r">
            {words.list.rows}
          </th>
          <th scope="col">{words.list.by}</th>
          <th scope="col">{words.list.at}</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {rows.map((held) => (
          <tr key={held.id}>
            <td>
              <Link to={`/imports/${held.id}`} className="imp-col">
                {held.name}
              </Link>
            </td>
            <td className="nowrap">
              {label(objects.find((shape) => shape.name === held.object)?.label, held.object)}
            </td>
            <td>
              <State held={held} />
            </td>
            <td className="r n nowrap">
              {[held.created, held.updated, held.skipped, held.rejected].map((n) => number(n)).join(" / ")}
            </td>
            <td className="nowrap">
              {held.by ? <NameOf object="person" id={held.by} /> : words.list.system}
            </td>
            <td className="n nowrap">{time(held.created_at)}</td>
            <td className="r">
              {held.state === "done" ? (
                <LinkButton small icon="undo" to={`/imports/${held.id}?undo`}>
                  {words.list.undo}
                </LinkButton>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ held }: { held: ImportShown }) {
  const words = useImportWords().one;
  const { at, of } = held.progress;
  const share = isBusy(held) && of > 0 ? ` ${Math.floor((at / of) * 100)}%` : "";
  return (
    <Chip tone={TONES[held.state]}>
      {held.undoing ? words.state.undoing : words.state[held.state]}
      {share}
    </Chip>
  );
}
