import type { OptionsProps, TypeEntry } from "../kind";
import { Flag, Whole } from "../option-parts";
import { useDesignerWords } from "../words";

function Most({ value, onChange, there, faults }: OptionsProps) {
  const words = useDesignerWords();
  return (
    <Whole
      name="most"
      label={words.most}
      note={there ? words.limitGrows : undefined}
      most={20}
      value={value}
      onChange={onChange}
      fault={faults.most}
    />
  );
}

function PhotoOptions(props: OptionsProps) {
  const words = useDesignerWords();
  return (
    <>
      <Most {...props} />
      <Flag
        name="camera_only"
        label={words.cameraOnly}
        note={words.cameraOnlyNote}
        value={props.value}
        onChange={props.onChange}
      />
    </>
  );
}

export const entries: TypeEntry[] = [
  {
    type: "photo",
    icon: "cam",
    group: "proof",
    name: { zh: "照片", en: "Photo" },
    says: { zh: "只收图片，可限定现拍", en: "Pictures only, from the camera if you say so" },
    Options: PhotoOptions,
  },
  {
    type: "signature",
    icon: "sign",
    group: "proof",
    name: { zh: "签名", en: "Signature" },
    says: { zh: "用手指或鼠标签，存成图片", en: "Drawn by hand, kept as a picture" },
  },
  {
    type: "file",
    icon: "doc",
    group: "proof",
    name: { zh: "文件", en: "Files" },
    says: { zh: "合同、方案、表格，原件留存", en: "Contracts, plans, sheets: originals kept" },
    Options: Most,
  },
  {
    type: "place",
    icon: "pin",
    group: "proof",
    name: { zh: "位置", en: "Place" },
    says: { zh: "经纬度，带坐标系和精度", en: "Coordinates with datum and accuracy" },
  },
  {
    type: "region",
    icon: "globe",
    group: "proof",
    name: { zh: "行政区划", en: "Region" },
    says: { zh: "省、市、区县，按代码筛选", en: "Province, city, county, by its code" },
  },
];
