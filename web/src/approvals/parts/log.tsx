import { clock, shortDay } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import type { LogLine, Sheet } from "../api";
import { useReasons } from "../reasons";
import { useLogWords } from "../words/log";
import { useApprovalWords } from "../words";

/** Everything that happened to it, newest first, by whom and in whose name. */
export function LogList({ sheet }: { sheet: Sheet }) {
  return (
    <ol className="hist">
      {[...sheet.log].reverse().map((line, at) => (
        <li key={`${line.at}${at}`}>
          <time dateTime={line.at}>
            {shortDay(line.at)} {clock(line.at)}
          </time>
          <p>
            <LogText line={line} sheet={sheet} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function LogText({ line, sheet }: { line: LogLine; sheet: Sheet }) {
  const words = useApprovalWords();
  const log = useLogWords();
  const label = useLabel();
  const language = useLanguage();
  const reason = useReasons(sheet.may.reasons);
  const step = sheet.steps.find((each) => each.key === line.step);
  const said = log[line.what as keyof typeof log] ?? line.what;
  const { facts } = line;
  const why = typeof facts.reason === "string" ? reason(facts.reason) : "";
  const comment = typeof facts.comment === "string" ? facts.comment : "";
  const message = facts.message as { zh?: string; en?: string } | undefined;
  return (
    <>
      <b>{said}</b>{" "}
      <span className="mut">
        {[
          line.person?.label,
          line.on_behalf?.label ? words.behalf(line.on_behalf.label) : "",
          step ? label(step.label, step.key) : "",
          why,
          comment,
          message?.[language],
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
}
