import { lazy, Suspense, useState } from "react";
import { clock } from "@/app/format";
import { labelOf } from "@/app/values";
import { LinkButton } from "@/ui/button";
import { Door } from "@/ui/door";
import { useMyActivities } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { usePocketWords } from "../words";
import { LONGEST_OBSTACLE, tellDay } from "./day";
import "./three.css";

const ConfirmDay = lazy(async () => ({ default: (await import("./confirm")).ConfirmDay }));

/** 今天三件事: whom one met, what stands in the way, what is agreed for tomorrow; told by what was logged. */
export function Three({ today }: { today: string }) {
  const words = usePocketWords().three;
  const { data } = useMyActivities();
  const [open, setOpen] = useState(false);
  if (!data) {
    return (
      <Sheet title={words.title}>
        <Waiting />
      </Sheet>
    );
  }
  const { touched, obstacle, tomorrow } = tellDay(data, today);
  const said = String(obstacle?.["objection"] ?? "");
  const done = [touched.length > 0, said !== "", tomorrow.length > 0];
  return (
    <Sheet title={words.title} note={<Squares done={done} />}>
      <ol className="three">
        <li>
          <b aria-hidden="true">{words.marks[0]}</b>
          <span className="grow">
            {words.touched}
            <small>{touched.length > 0 ? words.touchedText : words.touchedNone}</small>
          </span>
          <span className="three-n">
            <Door
              says={words.customers(touched.length)}
              open={open}
              onOpen={() => touched.length > 0 && setOpen(!open)}
            >
              {touched.length}
            </Door>
            <span className="u">{words.unit}</span>
          </span>
        </li>
        {open ? (
          <li className="three-l">
            <ul className="rows">
              {touched.map(({ id, activity }) => (
                <li key={id}>
                  <Line
                    to={`/customers/${id}`}
                    title={labelOf(activity["customer"])}
                    end={clock(String(activity["occurred_at"]))}
                  />
                </li>
              ))}
            </ul>
          </li>
        ) : null}
        <li>
          <b aria-hidden="true">{words.marks[1]}</b>
          <span className="grow">
            {words.obstacle}
            <small className={said ? "said" : ""}>
              {said ? said.slice(0, LONGEST_OBSTACLE) : words.obstacleNone}
            </small>
          </span>
          {said ? (
            <span className="sm mut n">
              {Math.min(said.length, LONGEST_OBSTACLE)}/{LONGEST_OBSTACLE}
            </span>
          ) : null}
        </li>
        <li>
          <b aria-hidden="true">{words.marks[2]}</b>
          <span className="grow">
            {words.tomorrow}
            <small>
              {tomorrow.length === 0
                ? words.tomorrowNone
                : tomorrow.map((each) => labelOf(each["customer"]) || labelOf(each["deal"])).join(words.and)}
            </small>
          </span>
          {tomorrow.length === 0 ? (
            <LinkButton small to="/log">
              {words.agree}
            </LinkButton>
          ) : (
            <span className="three-n">
              {tomorrow.length}
              <span className="u">{words.times}</span>
            </span>
          )}
        </li>
      </ol>
      <Suspense fallback={null}>
        <ConfirmDay today={today} said={said} />
      </Suspense>
    </Sheet>
  );
}

function Squares({ done }: { done: boolean[] }) {
  const words = usePocketWords().three;
  return (
    <span className="squares" role="img" aria-label={words.filled(done.filter(Boolean).length)}>
      {done.map((each, at) => (
        <i key={at} className={each ? "on" : ""} />
      ))}
    </span>
  );
}
