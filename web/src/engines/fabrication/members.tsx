import { Link } from "react-router";
import { clock, shortDay } from "@/app/format";
import { Section } from "@/ui";
import type { Member, Proof } from "./queries";
import { useFabricationWords } from "./words";

/** Everything a suspicion is about, oldest first. */
export function Members({ members }: { members: Proof["members"] }) {
  const words = useFabricationWords();
  if (members.items.length < 2 && members.hidden === 0) return null;
  return (
    <Section title={words.members} note={members.hidden > 0 ? words.more(members.hidden) : undefined} thin>
      <ul className="fab-list">
        {members.items.map((each) => (
          <li key={each.id}>
            <time className="n mut" dateTime={at(each)}>
              {at(each) ? `${shortDay(at(each))} ${clock(at(each))}` : ""}
            </time>
            <Link className="reach" to={`/o/${each.object}/${each.id}`}>
              {name(each)}
            </Link>
            <span className="mut">{each.owner?.label}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const at = (each: Member): string => each.occurred_at ?? each.captured_at ?? "";

const name = (each: Member): string =>
  [each.customer?.label, each.topic ?? each.kind].filter(Boolean).join(" · ") || each.id;
