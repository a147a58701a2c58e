import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import { Labelled, TextArea } from "@/ui";
import type { Decision, Sheet } from "../../api";
import { useApprovalWords } from "../../words";
import { Frame, type Asked } from "./frame";

interface ReturnDialogProps extends Asked {
  sheet: Sheet;
  verdict: "return" | "reject";
  onGo: (said: Decision) => void;
}

/** Why, from the list, in words too; and when it goes back, how far. */
export function ReturnDialog({ sheet, verdict, onGo, ...rest }: ReturnDialogProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const id = useId();
  const { reasons } = sheet.may;
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  const places = sheet.may.return;
  const [to, setTo] = useState(places[0]?.key ?? "");
  const back = verdict === "return";
  const go = () => onGo({ verdict, reason, comment: comment.trim(), ...(back && to ? { to_step: to } : {}) });
  return (
    <Frame
      {...rest}
      title={back ? words.returnTitle : words.rejectTitle}
      text={back ? undefined : words.rejectText}
      go={back ? words.give : words.reject}
      ready={reason !== ""}
      onGo={go}
    >
      {back && places.length > 1 ? (
        <Labelled id={`${id}-to`} label={words.returnTo}>
          <select id={`${id}-to`} className="inp" value={to} onChange={(event) => setTo(event.target.value)}>
            {places.map((each) => (
              <option key={each.key} value={each.key}>
                {label(each.label, each.key)}
              </option>
            ))}
          </select>
        </Labelled>
      ) : null}
      <fieldset className="ap-why">
        <legend className="lb">{words.reason}</legend>
        {reasons.map((each) => (
          <label key={each.key}>
            <input
              type="radio"
              name={`${id}-why`}
              checked={reason === each.key}
              onChange={() => setReason(each.key)}
            />
            {label(each.label, each.key)}
          </label>
        ))}
      </fieldset>
      <Labelled id={`${id}-c`} label={words.comment} note={words.commentNote}>
        <TextArea id={`${id}-c`} value={comment} maxLength={2000} onText={setComment} />
      </Labelled>
    </Frame>
  );
}
