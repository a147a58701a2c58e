import { useLabel } from "@/app/language";
import { Button } from "@/ui";
import { PhoneGrid } from "../phone";
import type { Answer, Board } from "../shapes";
import { useDesignWords } from "../words/design";

const MOST = 12;

interface PhoneLayoutProps {
  board: Board;
  answers: Answer[] | undefined;
  onChange: (board: Board) => void;
}

/** Which tiles are on a phone, in which order, beside how they look there. */
export function PhoneLayout({ board, answers, onChange }: PhoneLayoutProps) {
  const words = useDesignWords();
  const label = useLabel();
  const order = board.phone ?? [];
  const rest = board.tiles.filter((tile) => !order.includes(tile.id));
  const chosen = order.flatMap((id) => board.tiles.find((tile) => tile.id === id) ?? []);
  const set = (phone: string[]) => onChange({ ...board, phone });
  const swap = (at: number, to: number) => {
    const next = [...order];
    [next[at], next[to]] = [next[to] as string, next[at] as string];
    set(next);
  };
  return (
    <div className="bd-phone-l">
      <div>
        <p className="sm mut">{words.phoneText}</p>
        <p className="row">
          {words.phoneColumns}
          {([1, 2] as const).map((columns) => (
            <Button
              key={columns}
              small
              kind={(board.columns ?? 1) === columns ? "ink" : "plain"}
              aria-pressed={(board.columns ?? 1) === columns}
              onClick={() => onChange({ ...board, columns })}
            >
              {columns === 1 ? words.one : words.two}
            </Button>
          ))}
        </p>
        <ol className="bd-order">
          {chosen.map((tile, at) => {
            const name = label(tile.label, tile.id);
            return (
              <li key={tile.id} className="row">
                <label className="row grow">
                  <input
                    type="checkbox"
                    className="tick"
                    checked
                    onChange={() => set(order.filter((id) => id !== tile.id))}
                  />
                  {name}
                </label>
                <Button
                  small
                  kind="quiet"
                  icon="up"
                  aria-label={words.up(name)}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <Button
                  small
                  kind="quiet"
                  icon="down"
                  aria-label={words.down(name)}
                  disabled={at === chosen.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
              </li>
            );
          })}
          {rest.map((tile) => (
            <li key={tile.id} className="row">
              <label className="row grow mut">
                <input
                  type="checkbox"
                  className="tick"
                  checked={false}
                  disabled={order.length >= MOST}
                  onChange={() => set([...order, tile.id])}
                />
                {label(tile.label, tile.id)}
              </label>
            </li>
          ))}
        </ol>
      </div>
      <div className="bd-phone-f" data-density="roomy">
        <PhoneGrid board={board} answers={answers} onOpen={() => undefined} />
      </div>
    </div>
  );
}
