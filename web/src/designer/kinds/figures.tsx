import { useState } from "react";
import { Input, Labelled } from "@/ui";
import type { OptionsProps, TypeEntry } from "../kind";
import { Flag, Whole } from "../option-parts";
import { useDesignerWords } from "../words";

function Places({ value, onChange, there, faults }: OptionsProps) {
  const words = useDesignerWords();
  return (
    <Whole
      name="places"
      label={words.places}
      note={there ? words.limitGrows : undefined}
      most={10}
      value={value}
      onChange={onChange}
      fault={faults.places}
    />
  );
}

function NumberPattern({ value, onChange, there, faults }: OptionsProps) {
  const words = useDesignerWords();
  const [text, setText] = useState(String(value.pattern ?? ""));
  return (
    <>
      <Labelled
        id="option-pattern"
        label={words.pattern}
        fault={faults.pattern}
        note={words.patternNote}
        wide
      >
        <Input
          id="option-pattern"
          value={text}
          onText={(next) => {
            setText(next);
            onChange({ ...value, pattern: next });
          }}
        />
      </Labelled>
      <Flag
        name="gapless"
        label={words.gapless}
        note={words.gaplessNote}
        value={value}
        onChange={onChange}
        fixed={there}
      />
    </>
  );
}

export const entries: TypeEntry[] = [
  {
    type: "integer",
    icon: "hash",
    group: "figures",
    name: { zh: "整数", en: "Whole number" },
    says: { zh: "台数、件数、人数", en: "Pieces, people" },
  },
  {
    type: "decimal",
    icon: "hash",
    group: "figures",
    name: { zh: "小数", en: "Decimal" },
    says: { zh: "面积、容积、功率，分毫不差", en: "Sizes and measures, exact" },
    Options: Places,
    first: { places: 2 },
  },
  {
    type: "percent",
    icon: "percent",
    group: "figures",
    name: { zh: "百分比", en: "Percent" },
    says: { zh: "写 12.5 就是 12.5%", en: "12.5 means 12.5 %" },
    Options: Places,
  },
  {
    type: "money",
    icon: "cash",
    group: "figures",
    name: { zh: "金额", en: "Money" },
    says: { zh: "带币种，到分，可合计", en: "With its currency, summed to the cent" },
  },
  {
    type: "date",
    icon: "day",
    group: "figures",
    name: { zh: "日期", en: "Date" },
    says: { zh: "公司所在地的一天", en: "A day of the company" },
  },
  {
    type: "time",
    icon: "clock",
    group: "figures",
    name: { zh: "时间", en: "Time" },
    says: { zh: "几号几点几分", en: "A day and an hour" },
  },
  {
    type: "auto_number",
    icon: "number",
    group: "figures",
    name: { zh: "自动编号", en: "Automatic number" },
    says: { zh: "新建时自动取号，不重复，不能改", en: "Given when it is created; unique, never changed" },
    Options: NumberPattern,
    first: { pattern: "XS-{yyyy}-{0001}" },
  },
];
