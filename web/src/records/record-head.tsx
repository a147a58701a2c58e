import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { refresh, useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { deleteRecord } from "@/app/writes";
import { useDeskWords } from "@/desk/words";
import { ShowValue } from "@/fields";
import { Button, Dialog, Icon, Menu, Popover } from "@/ui";
import { say } from "@/ui/notice";
import "./records.css";

interface RecordHeadProps {
  shape: ObjectShape;
  row: RecordRow;
  /** Buttons before the menu. */
  actions?: ReactNode;
}

/** Where we are, what it is called, what can be done with it. */
export function RecordHead({ shape, row, actions }: RecordHeadProps) {
  const words = useDeskWords();
  const label = useLabel();
  const me = useMe().data;
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const name = String(row[shape.title] ?? "");
  const title = shape.fields.find((field) => field.name === shape.title);
  const code = typeof row.code === "string" ? row.code : null;
  const customer = shape.fields.find((field) => field.name === "customer");
  const remove = async () => {
    setAsking(false);
    try {
      await deleteRecord(shape.name, row.id, row.version);
      refresh(client, [{ object: shape.name, record: row.id, version: null }]);
      say(words.record.removed);
      void navigate(`/o/${shape.name}`);
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
  };
  return (
    <header className="rec-h">
      <div>
        <p className="sm mut crumbs">
          <Link to={`/o/${shape.name}`}>{label(shape.label, shape.name)}</Link>
          {code ? <span className="n">{code}</span> : null}
          {customer && row.customer ? (
            <span>
              <ShowValue field={customer} value={row.customer} dense />
            </span>
          ) : null}
        </p>
        <h1>{title ? <ShowValue field={title} value={row[shape.title]} dense /> : name}</h1>
      </div>
      {me?.view_as ? null : (
        <div className="row">
          {actions}
          {shape.can.delete ? (
            <Popover
              side="right"
              kind="menu"
              label={words.record.moreActions}
              door={(props) => (
                <button type="button" className="btn s" aria-label={words.record.moreActions} {...props}>
                  <Icon name="more" size="s" />
                </button>
              )}
            >
              {(close) => (
                <Menu
                  close={close}
                  items={[
                    {
                      key: "trash",
                      label: words.record.remove,
                      icon: "trash",
                      onPick: () => setAsking(true),
                    },
                  ]}
                />
              )}
            </Popover>
          ) : null}
        </div>
      )}
      {asking ? (
        <Dialog title={words.record.removeTitle(name)} onClose={() => setAsking(false)}>
          <p className="mut">{words.record.removeText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setAsking(false)}>{words.bulk.cancel}</Button>
            <Button kind="ink" onClick={() => void remove()}>
              {words.record.remove}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </header>
  );
}
