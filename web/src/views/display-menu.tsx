import { useId } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape } from "@/app/shapes";
import { listed } from "@/records/columns-of";
import { Button, Labelled, Popover } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Shown } from "./queries";
import { useViewWords } from "./words";

interface DisplayMenuProps {
  shape: ObjectShape;
  shown: Shown;
  change: (change: Partial<Shown>) => void;
}

const GROUPED = new Set(["choice", "person", "department", "reference", "boolean", "region"]);

/** Table or board, grouped, coloured, frozen, how tall. */
export function DisplayMenu({ shape, shown, change }: DisplayMenuProps) {
  const words = useViewWords();
  const label = useLabel();
  const id = useId();
  const fields = listed(shape.fields);
  const named = (wanted: Field[]) => [
    { value: "", label: words.none },
    ...wanted.map((field) => ({ value: field.name, label: label(field.label, field.name) })),
  ];
  const choices = fields.filter(
    (field) => field.type === "choice" && (field.options?.choices?.length ?? 0) > 0,
  );
  const board = choices.find((field) => field.name === "stage") ?? choices[0];
  return (
    <Popover
      side="right"
      label={words.display}
      door={(props) => (
        <Button small icon={shown.kind === "board" ? "board" : "list"} {...props}>
          {words.display}
        </Button>
      )}
    >
      {() => (
        <div className="flt">
          <div className="seg" role="group" aria-label={words.kind}>
            <button
              type="button"
              aria-pressed={shown.kind === "table"}
              onClick={() => change({ kind: "table" })}
            >
              {words.table}
            </button>
            {board ? (
              <button
                type="button"
                aria-pressed={shown.kind === "board"}
                onClick={() => change({ kind: "board", by: shown.by ?? board.name })}
              >
                {words.board}
              </button>
            ) : null}
          </div>
          {shown.kind === "board" ? (
            <Labelled id={`${id}-by`} label={words.by}>
              <PickOne
                id={`${id}-by`}
                value={shown.by}
                options={named(choices).slice(1)}
                onChange={(by) => by && change({ by })}
              />
            </Labelled>
          ) : (
            <>
              <Labelled id={`${id}-group`} label={words.group}>
                <PickOne
                  id={`${id}-group`}
                  value={shown.group ?? ""}
                  options={named(fields.filter((field) => GROUPED.has(field.type)))}
                  onChange={(group) => change({ group: group || null })}
                />
              </Labelled>
              <Labelled id={`${id}-colour`} label={words.colour}>
                <PickOne
                  id={`${id}-colour`}
                  value={shown.colour ?? ""}
                  options={named(choices)}
                  onChange={(colour) => change({ colour: colour || null })}
                />
              </Labelled>
              <Labelled id={`${id}-frozen`} label={words.frozen}>
                <PickOne
                  id={`${id}-frozen`}
                  value={String(shown.frozen)}
                  options={[0, 1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: words.frozenN(n) }))}
                  onChange={(frozen) => change({ frozen: Number(frozen ?? 0) })}
                />
              </Labelled>
              <Labelled id={`${id}-density`} label={words.density}>
                <PickOne
                  id={`${id}-density`}
                  value={shown.density ?? "own"}
                  options={(["own", "compact", "cozy", "roomy"] as const).map((each) => ({
                    value: each,
                    label: words.densities[each],
                  }))}
                  onChange={(next) =>
                    change({ density: next === "own" || next === null ? null : (next as Shown["density"]) })
                  }
                />
              </Labelled>
            </>
          )}
        </div>
      )}
    </Popover>
  );
}
