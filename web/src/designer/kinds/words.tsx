import type { OptionsProps, TypeEntry } from "../kind";
import { Flag, Whole } from "../option-parts";
import { useDesignerWords } from "../words";

function Limit({ most, value, onChange, there, faults }: OptionsProps & { most: number }) {
  const words = useDesignerWords();
  return (
    <Whole
      name="limit"
      label={words.limit}
      note={there ? words.limitGrows : undefined}
      most={most}
      value={value}
      onChange={onChange}
      fault={faults.limit}
    />
  );
}

function TextOptions(props: OptionsProps) {
  const words = useDesignerWords();
  return (
    <>
      <Limit most={500} {...props} />
      <Flag
        name="pinyin"
        label={words.pinyin}
        note={words.pinyinNote}
        value={props.value}
        onChange={props.onChange}
        fixed={props.there}
      />
    </>
  );
}

function LongTextOptions(props: OptionsProps) {
  return <Limit most={20000} {...props} />;
}

export const entries: TypeEntry[] = [
  {
    type: "text",
    icon: "letter",
    group: "words",
    name: { zh: "单行文字", en: "Text" },
    says: { zh: "名称、编码、型号，一行以内", en: "Names, codes, models: one line" },
    Options: TextOptions,
  },
  {
    type: "long_text",
    icon: "list",
    group: "words",
    name: { zh: "多行文字", en: "Long text" },
    says: { zh: "说明、备注，可以分段", en: "Notes of several lines" },
    Options: LongTextOptions,
  },
  {
    type: "phone",
    icon: "phone",
    group: "words",
    name: { zh: "电话", en: "Phone" },
    says: { zh: "手机、座机，写法统一，点一下就拨", en: "Spelt one way, dialled at a tap" },
  },
  {
    type: "email",
    icon: "mail",
    group: "words",
    name: { zh: "邮箱", en: "E-mail" },
    says: { zh: "检查写法，点一下写信", en: "Checked, and a tap writes" },
  },
  {
    type: "url",
    icon: "globe",
    group: "words",
    name: { zh: "网址", en: "Web address" },
    says: { zh: "检查写法，点一下打开", en: "Checked, and a tap opens it" },
  },
  {
    type: "boolean",
    icon: "check",
    group: "choice",
    name: { zh: "是或否", en: "Yes or no" },
    says: { zh: "打勾的一项", en: "A box to tick" },
  },
];
