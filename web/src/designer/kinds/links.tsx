import type { OptionsProps, TypeEntry } from "../kind";
import { OnDelete, Target } from "../option-parts";

function ReferenceOptions(props: OptionsProps) {
  return (
    <>
      <Target {...props} />
      <OnDelete {...props} />
    </>
  );
}

export const entries: TypeEntry[] = [
  {
    type: "reference",
    icon: "link",
    group: "links",
    name: { zh: "关联一条", en: "Link" },
    says: {
      zh: "连到另一个对象的一条记录；可以做成它的明细表",
      en: "One record of an object; may be its table of items",
    },
    Options: ReferenceOptions,
    first: { on_delete: "restrict" },
  },
  {
    type: "links",
    icon: "links",
    group: "links",
    name: { zh: "关联多条", en: "Links" },
    says: { zh: "连到另一个对象的几条记录", en: "Several records of an object" },
    Options: Target,
  },
  {
    type: "person",
    icon: "user",
    group: "links",
    name: { zh: "人员", en: "Person" },
    says: { zh: "公司里的一个人", en: "Somebody of the company" },
    Options: OnDelete,
    first: { on_delete: "restrict" },
  },
  {
    type: "department",
    icon: "cust",
    group: "links",
    name: { zh: "部门", en: "Department" },
    says: { zh: "公司里的一个部门", en: "A department of the company" },
    Options: OnDelete,
    first: { on_delete: "restrict" },
  },
];
