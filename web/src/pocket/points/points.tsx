import { useQuery } from "@tanstack/react-query";
import { shortDay } from "@/app/format";
import { useLabel, useLanguage, type Label } from "@/app/language";
import { act } from "@/app/writes";
import { usePointsWords } from "@/engines/points/words";
import { isMine } from "../data/asks";
import { useFirst, useObject, useWho } from "../data";
import { Facts, Line, Sheet } from "../parts/sheet";

interface Badge {
  key: string;
  label: Label;
  period: "week" | "month" | "quarter" | "year" | "ever";
  count: number;
  have: number;
  times: number;
}

interface Standing {
  off: boolean;
  total: number;
  month: number;
  streak: number;
  badges: Badge[];
}

const LATEST = 5;

/** My points, streak and badges; each point opens what proves it. Nothing where the team has none. */
export function Points() {
  const words = usePointsWords();
  const label = useLabel();
  const me = useWho();
  const shape = useObject("point").data;
  const { data } = useQuery({
    queryKey: ["records", "point", "standing", me.id],
    queryFn: async () => (await act<Standing>("look_at_points", {})).result,
    enabled: Boolean(shape) && !me.view_as,
  });
  if (!shape || !data || data.off) return null;
  return (
    <>
      <Sheet title={words.title} note={words.note}>
        <Facts
          rows={[
            { key: "month", name: words.month, value: words.points(data.month) },
            { key: "total", name: words.total, value: words.points(data.total) },
            { key: "streak", name: words.streak, value: words.days(data.streak) },
          ]}
        />
        <Latest />
      </Sheet>
      {data.badges.length > 0 ? (
        <Sheet title={words.badges}>
          <Facts
            rows={data.badges.map((badge) => ({
              key: badge.key,
              name: label(badge.label),
              value: (
                <span className="n">
                  {words.periods[badge.period]} {words.have(badge.have, badge.count)}{" "}
                  <span className="sm mut">{words.times(badge.times)}</span>
                </span>
              ),
            }))}
          />
        </Sheet>
      ) : null}
    </>
  );
}

function Latest() {
  const words = usePointsWords();
  const language = useLanguage();
  const me = useWho();
  const { data } = useFirst("point", { filter: isMine(me.id), sort: "-day", limit: LATEST });
  if (!data) return null;
  if (data.length === 0) return <p className="sm mut">{words.none}</p>;
  return (
    <ul className="rows">
      {data.map((row) => (
        <li key={row.id}>
          <Line
            to={`/o/point/${row.id}`}
            title={String(row["title"] ?? "")}
            end={row["state"] === "withdrawn" ? words.withdrawn : words.points(Number(row["points"] ?? 0))}
            detail={shortDay(String(row["day"]), language)}
          />
        </li>
      ))}
    </ul>
  );
}
