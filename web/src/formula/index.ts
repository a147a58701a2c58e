export { FormulaEditor, type FormulaEditorProps } from "./editor";
export { Tried } from "./tried";
export { useFormulaWords } from "./words";
export { evaluate, type Clock, type Row, type Tree } from "./evaluate.ts";
