import { useState } from "react";
import { useLanguage } from "@/app/language";
import { regionName, useRegions } from "@/app/regions";
import { PickOne } from "@/ui/antd";
import type { EditProps, FieldKind, ShowProps } from "../kind";

const CODE = /^[1-8]\d{5}$/;

/** Found by name or code; a code that has no name here can be typed whole. */
function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  const language = useLanguage();
  const regions = useRegions();
  const [typed, setTyped] = useState("");
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const codes = [...regions.keys()];
  const known = (code: string) => ({ value: code, label: regionName(regions, code, language) });
  const hits = codes.filter(
    (code) => code.startsWith(text) || known(code).label.toLowerCase().includes(text),
  );
  const listed = new Set([
    ...(typeof value === "string" ? [value] : []),
    ...(CODE.test(text) ? [text] : []),
    ...hits.slice(0, 100),
  ]);
  return (
    <PickOne
      id={id}
      value={typeof value === "string" ? value : null}
      options={[...listed].map(known)}
      clearable
      autoFocus={autoFocus}
      invalid={invalid}
      onSearch={setTyped}
      onChange={onChange}
    />
  );
}

function Show({ value }: ShowProps) {
  const language = useLanguage();
  const regions = useRegions();
  const code = String(value);
  return <span title={code}>{regionName(regions, code, language)}</span>;
}

export const kind: FieldKind = {
  types: ["region"],
  operators: ["starts", "=", "!=", "empty"],
  Edit,
  Show,
  width: 150,
};
