import { useId, useRef, useState } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { listed } from "@/records/columns-of";
import { Button, Menu, Popover } from "@/ui";
import type { Rule, Vocabulary } from "./shapes";
import { useRuleWords } from "./words";

interface BlankTextProps {
  id: string;
  /** What it is the text of. */
  name: string;
  value: unknown;
  rule: Rule;
  shape: ObjectShape | undefined;
  vocabulary: Vocabulary | undefined;
  /** Blanks the action fills in by itself. */
  facts?: readonly string[] | undefined;
  /** One text for everybody, not one for each language. */
  single?: boolean;
  lines?: number;
  invalid?: boolean;
  onChange: (value: unknown) => void;
}

interface Both {
  zh: string;
  en: string;
}

const isBoth = (value: unknown): value is Both =>
  typeof value === "object" && value !== null && "zh" in value;

/** A text with blanks, filled from the record when it is written; in both languages where that matters. */
export function BlankText({ single = false, lines = 2, ...props }: BlankTextProps) {
  const { id, name, value, onChange } = props;
  const words = useRuleWords();
  const [english, setEnglish] = useState(isBoth(value) && value.en !== "" && value.en !== value.zh);
  const zh = isBoth(value) ? value.zh : String(value ?? "");
  const en = isBoth(value) ? value.en : "";
  const put = (next: Both) => onChange(english ? next : next.zh);
  return (
    <div className="ru-text">
      <Box
        {...props}
        id={id}
        lines={lines}
        text={zh}
        label={english && !single ? `${name} · ${words.inChinese}` : undefined}
        onText={(text) => put({ zh: text, en })}
        more={
          single || english ? null : (
            <Button
              small
              kind="quiet"
              onClick={() => {
                setEnglish(true);
                onChange({ zh, en });
              }}
            >
              {words.english}
            </Button>
          )
        }
      />
      {english && !single ? (
        <Box
          {...props}
          id={`${id}-en`}
          lines={lines}
          text={en}
          label={`${name} · ${words.inEnglish}`}
          onText={(text) => onChange({ zh, en: text })}
          more={null}
        />
      ) : null}
    </div>
  );
}

interface BoxProps extends Omit<BlankTextProps, "onChange" | "value"> {
  text: string;
  label: string | undefined;
  onText: (text: string) => void;
  more: React.ReactNode;
}

function Box({
  id,
  name,
  text,
  label,
  lines,
  rule,
  shape,
  vocabulary,
  facts,
  invalid,
  onText,
  more,
}: BoxProps) {
  const words = useRuleWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const menu = useId();
  const blanks = useBlanks(rule, shape, vocabulary, facts);
  const insert = (blank: string) => {
    const at = box.current?.selectionStart ?? text.length;
    const end = box.current?.selectionEnd ?? at;
    onText(`${text.slice(0, at)}{${blank}}${text.slice(end)}`);
    const next = at + blank.length + 2;
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next, next);
    });
  };
  return (
    <div>
      {label ? <span className="lb">{label}</span> : null}
      <span className={invalid ? "inp tall err" : "inp tall"}>
        <textarea
          ref={box}
          id={id}
          rows={lines}
          aria-label={label}
          aria-invalid={invalid || undefined}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </span>
      <div className="row ru-under">
        <Popover
          kind="menu"
          label={`${words.insert}: ${label ?? name}`}
          door={(door) => (
            <Button small kind="quiet" icon="plus" {...door}>
              {words.insert}
            </Button>
          )}
        >
          {(close) => (
            <div className="ru-blanks" id={menu}>
              <Menu
                close={close}
                items={blanks.map((blank) => ({
                  key: blank.name,
                  label: blank.label,
                  onPick: () => insert(blank.name),
                }))}
              />
            </div>
          )}
        </Popover>
        <span className="grow" />
        {more}
      </div>
    </div>
  );
}

/** What a text may name: facts of the occasion, fields of the record, fields of what it refers to. */
function useBlanks(
  rule: Rule,
  shape: ObjectShape | undefined,
  vocabulary: Vocabulary | undefined,
  late: readonly string[] = [],
) {
  const label = useLabel();
  const words = useRuleWords();
  const { data: objects = [] } = useObjects();
  const facts = [...(vocabulary?.triggers.find((each) => each.on === rule.when.on)?.facts ?? []), ...late];
  const known = words.facts as Record<string, string>;
  const fields = listed(shape?.fields ?? []);
  const dotted = fields
    .filter((field) => field.type === "reference")
    .flatMap((field) => {
      const there = objects.find((each) => each.name === field.options?.object);
      const title = there?.fields.find((each) => each.name === there.title);
      return title
        ? [
            {
              name: `${field.name}.${title.name}`,
              label: `${label(field.label, field.name)} · ${label(title.label, title.name)}`,
            },
          ]
        : [];
    });
  return [
    ...facts.map((name) => ({
      name: `$${name.replace(/^\$/, "")}`,
      label: known[name.replace(/^\$/, "")] ?? name,
    })),
    ...fields
      .filter((field) => !["file", "photo", "signature", "place"].includes(field.type))
      .map((field) => ({ name: field.name, label: label(field.label, field.name) })),
    ...dotted,
  ];
}
