import type { ReactNode } from "react";
import { Link } from "react-router";
import { number, shortDay } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { glance, isBlank, labelOf } from "@/app/values";
import { useDeskWords } from "@/desk/words";

interface CardFaceProps {
  shape: ObjectShape;
  row: RecordRow;
  /** Days this station allows. */
  limit: number | null;
  grip?: ReactNode;
  lifted?: boolean;
}

const DAY = 86_400_000;

/** What a board shows of one record: name, for whom, how much, whose, how long here. */
export function CardFace({ shape, row, limit, grip, lifted = false }: CardFaceProps) {
  const words = useDeskWords();
  const language = useLanguage();
  const me = useMe().data;
  const money = isBlank(row.amount) ? null : glance(row.amount, me?.currency ?? "CNY", language);
  const valued = shape.fields.some((field) => field.name === "amount");
  const since = typeof row.stage_since === "string" ? Date.parse(row.stage_since) : Number.NaN;
  const days = Math.floor((Date.parse(me?.now ?? "") - since) / DAY);
  const over = limit !== null && days > limit ? days - limit : 0;
  const expected = typeof row.expected_on === "string" ? row.expected_on : null;
  return (
    <div className={lifted ? "card lifted" : "card"}>
      <p className="card-t">
        <Link to={`/o/${shape.name}/${row.id}`} draggable={false}>
          {String(row[shape.title] ?? "")}
        </Link>
        {grip}
      </p>
      <p className="sm mut clip">{labelOf(row.customer)}</p>
      <p className="card-f">
        <span className="sm dim clip">{labelOf(row.owner)}</span>
        {over > 0 ? (
          <span className="chip plum">{words.board.over(number(over))}</span>
        ) : expected ? (
          <span className="sm dim n">{shortDay(expected)}</span>
        ) : null}
        <span className="card-n n">
          {money?.n ?? (valued ? "—" : null)}
          {money?.unit ? <span className="u">{money.unit}</span> : null}
        </span>
      </p>
    </div>
  );
}
